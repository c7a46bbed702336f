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
  if (navigation?.type === "navigate" && previous.toLowerCase() !== query.toLowerCase()) {
    // Not before the page is there: on a slow line it would wait for this.
    addEventListener("load", () => setTimeout(send, 0, { n: count, vorige: previous }));
  }
  const opened = (event) => {
    const rank = event.target.closest("a[href]")?.closest("[data-rank]")?.dataset.rank;
    if (rank) send({ rang: rank });
  };
  document.addEventListener("click", opened);
  document.addEventListener("auxclick", (event) => event.button === 1 && opened(event));
}
