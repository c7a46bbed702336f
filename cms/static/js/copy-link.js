/** Copies the address of a link instead of following it; without this it is a plain link. */
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy-link]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
  event.preventDefault();
  const status = link.parentElement.querySelector("[data-copy-status]");
  try {
    await navigator.clipboard.writeText(link.href);
    status.textContent = link.dataset.copyLink;
  } catch {
    location.assign(link.href); // the browser does not allow it: the address bar shows the link
  }
});
