/**
 * Counts searches and the results that are opened, not who searches (search/log.py). The
 * query before this one is in the address of the page before: the browser keeps nothing.
 */
const results = document.querySelector("[data-search-log]");
const mayCount = !navigator.globalPrivacyControl && navigator.doNotTrack !== "1";

function previousQuery() {
  if (!document.referrer) return "";
  const { origin, pathname, searchParams } = new URL(document.referrer);
  const isHere = origin === location.origin && pathname === location.pathname;
  return (isHere && searchParams.get("q")?.trim()) || "";
}

if (results && mayCount) {
  const { searchLog: address, query, count } = results.dataset;
  const send = (facts) =>
    navigator.sendBeacon(address, new URLSearchParams({ q: query, ...facts }));

  // The same query again is a filter, a next page or a way back: no new question.
  const previous = previousQuery();
  const [navigation] = performance.getEntriesByType("navigation");
  let isNew = navigation?.type === "navigate" && previous.toLowerCase() !== query.toLowerCase();
  const sendQuestion = () => {
    if (isNew) send({ n: count, vorige: previous });
    isNew = false;
  };
  // Well after the page is there, which would wait for this on a slow line; or when it goes.
  addEventListener("load", () => setTimeout(sendQuestion, 1000));
  addEventListener("pagehide", sendQuestion);

  const opened = (event) => {
    const rank = event.target.closest("a[href]")?.closest("[data-rank]")?.dataset.rank;
    if (!rank) return;
    sendQuestion();
    send({ rang: rank });
  };
  document.addEventListener("click", opened);
  document.addEventListener("auxclick", (event) => event.button === 1 && opened(event));
}
