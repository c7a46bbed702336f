/* Puts our advice on the text in the editor's panel of checks, anew after each save. */
const PAGE = /\/pages\/(\d+)\/edit\//;

async function showAdvice() {
  const place = document.querySelector("[data-desk-advice]");
  const page = PAGE.exec(window.location.pathname);
  if (!place || !page) return;
  const answer = await fetch(place.dataset.deskAdvice.replace("/0/", `/${page[1]}/`));
  if (answer.ok) place.innerHTML = await answer.text();
}

document.addEventListener("DOMContentLoaded", showAdvice);
document.addEventListener("w-autosave:success", showAdvice);
