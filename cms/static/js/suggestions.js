/**
 * Completes what is typed in a search form; without this it is a plain field.
 * The pattern is https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ with a list that the
 * arrow keys walk through, while the focus and the text stay in the field.
 */
const WAIT = 150; // milliseconds after the last key

function element(tag, attributes, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}

function enhance(form) {
  const input = form.querySelector("input[type=search]");
  const { suggestions: address, suggestionsLabel, ...texts } = form.dataset;
  const list = element("ul", {
    id: `${input.id}-suggesties`,
    class: "suggestions",
    role: "listbox",
    "aria-label": suggestionsLabel,
    hidden: "",
  });
  const status = element("p", { class: "visually-hidden", role: "status" });
  let timer, request, active;

  function show(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) activate(null);
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    status.textContent = "";
    show(false);
  }

  function activate(option) {
    active?.setAttribute("aria-selected", "false");
    active = option;
    input.removeAttribute("aria-activedescendant");
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function choose(option) {
    input.value = option.dataset.text;
    close();
    if (option.dataset.url) location.assign(option.dataset.url);
    else form.requestSubmit();
  }

  function render(found) {
    const options = found.map(({ text, url, label }, i) => {
      const names = { id: `${list.id}-${i}`, class: "suggestions__option", role: "option" };
      const option = element("li", { ...names, "aria-selected": "false" }, `${text} `);
      Object.assign(option.dataset, { text, url: url ?? "" });
      option.append(element("span", { class: "meta" }, label));
      return option;
    });
    active = null;
    list.replaceChildren(...options);
    show(options.length > 0);
    const count = { 0: texts.suggestionsNone, 1: texts.suggestionsOne }[options.length];
    status.textContent = count ?? texts.suggestionsMany.replace("#", options.length);
  }

  async function suggest() {
    const text = input.value.trim();
    request?.abort();
    if (!text) return close();
    request = new AbortController();
    const { signal } = request;
    try {
      const answer = await fetch(`${address}&q=${encodeURIComponent(text)}`, { signal });
      const { suggestions } = await answer.json();
      if (!signal.aborted && document.activeElement === input) render(suggestions);
    } catch {
      if (!signal.aborted) close(); // no network: the form still works
    }
  }

  function onKey(event) {
    const { key } = event;
    if (key === "Escape" && !list.hidden) close();
    else if (key === "Enter" && active) choose(active);
    else if (key === "ArrowDown" && list.hidden) suggest();
    else if (key === "ArrowDown") activate(active ? active.nextSibling : list.firstChild);
    else if (key === "ArrowUp") activate(active ? active.previousSibling : list.lastChild);
    else return;
    event.preventDefault();
  }

  input.after(list);
  form.append(status);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT);
  });
  input.addEventListener("keydown", (event) => event.isComposing || onKey(event));
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}

for (const form of document.querySelectorAll("form[data-suggestions]")) enhance(form);
