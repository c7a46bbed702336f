/**
 * Lets filters, pages and orders of a list change the list alone. The links and forms are
 * plain; this fetches the page that they lead to and takes the same region from it.
 */
const region = document.querySelector("[data-in-place]");
const status = document.querySelector("[data-in-place-status]");
let request;

function isSamePage(url) {
  return url.origin === location.origin && url.pathname === location.pathname;
}

/** How to find again, after the change, what the reader was at. */
function place(element) {
  if (!region.contains(element)) return null;
  if (element.id) return (root) => root.querySelector(`#${CSS.escape(element.id)}`);
  const group = element.closest("[aria-labelledby]")?.getAttribute("aria-labelledby");
  const name = element.textContent.trim();
  const selector = `[aria-labelledby="${group}"] ${element.localName}`;
  return (root) => [...root.querySelectorAll(selector)].find((e) => e.textContent.trim() === name);
}

function openDetails() {
  return [...region.querySelectorAll("details[open] > summary")].map((e) => e.textContent.trim());
}

function replace(html, find) {
  const next = new DOMParser().parseFromString(html, "text/html");
  const fresh = next.querySelector("[data-in-place]");
  const open = openDetails();
  document.title = next.title;
  region.replaceChildren(...fresh.childNodes);
  for (const summary of region.querySelectorAll("details > summary")) {
    if (open.includes(summary.textContent.trim())) summary.parentElement.open = true;
  }
  const target = find?.(region);
  if (target) target.focus({ preventScroll: true });
  else {
    region.focus({ preventScroll: true });
    if (region.getBoundingClientRect().top < 0) region.scrollIntoView();
  }
  status.textContent = region.querySelector("[data-announce]")?.textContent.trim() ?? next.title;
}

async function show(url, find) {
  request?.abort();
  request = new AbortController();
  region.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { signal: request.signal });
    const html = await answer.text();
    if (!answer.ok || !html.includes("data-in-place")) throw new Error(answer.status);
    replace(html, find);
    return true;
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url); // as without this script
    return false;
  } finally {
    region.removeAttribute("aria-busy");
  }
}

function address() {
  return location.pathname + location.search;
}

if (region) {
  let shown = address();
  const go = async (url, element) => {
    if (!(await show(url, place(element)))) return;
    history.pushState(null, "", url);
    shown = address();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || event.defaultPrevented || !region.contains(link)) return;
    const url = new URL(link.href);
    if (!isSamePage(url) || url.hash) return;
    event.preventDefault();
    go(url, link);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const url = new URL(form.action);
    if (form.method !== "get" || !region.contains(form) || !isSamePage(url)) return;
    event.preventDefault();
    const filled = [...new FormData(form)].filter(([, value]) => value);
    url.search = new URLSearchParams(filled);
    go(url, event.submitter ?? form);
  });
  window.addEventListener("popstate", () => {
    if (address() === shown) return; // only the part after # changed
    shown = address();
    show(location.href);
  });
}
