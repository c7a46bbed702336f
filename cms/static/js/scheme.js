/**
 * Light, dark or as the device says: the choice stays in this browser (no cookie, nothing is
 * sent). Loaded with `async`, so that a page never waits for it.
 */
(() => {
  const KEY = "kleuren";
  const root = document.documentElement;

  function choose(scheme) {
    if (scheme) root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
    for (const button of document.querySelectorAll("[data-scheme-choice]")) {
      button.setAttribute("aria-pressed", String(button.value === (scheme ?? "")));
    }
  }

  function stored() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // a browser that keeps nothing follows the device
    }
  }

  function keep(scheme) {
    try {
      if (scheme) localStorage.setItem(KEY, scheme);
      else localStorage.removeItem(KEY);
    } catch {
      // the choice holds for this page
    }
  }

  function offer() {
    const choices = document.querySelector("[data-schemes]");
    if (!choices) return;
    choices.hidden = false;
    choose(stored());
    choices.addEventListener("click", (event) => {
      const button = event.target.closest("[data-scheme-choice]");
      if (!button) return;
      keep(button.value);
      choose(button.value || null);
    });
  }

  choose(stored());
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", offer);
  else offer();
})();
