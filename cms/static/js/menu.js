/** Closes the menu with Escape, and when a click or the focus goes elsewhere; without this it is a plain <details>. */
const menu = document.querySelector("[data-menu]");

if (menu) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    // It would cover what has the focus now.
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}
