/*
 * Keeps the screen of a mailing up to date. Without it, "Refresh" does the same; when the
 * mailing comes in another state, other buttons apply and the page is loaded anew.
 */
const PAUSE = 5000;
const place = document.querySelector("[data-mailing]");

function show({ sentence, percent, total, counts }) {
  const text = place.querySelector("[data-mailing-sentence]");
  // Only what is new is read out.
  if (text.textContent !== sentence) text.textContent = sentence;
  const bar = place.querySelector("[data-mailing-percent]");
  if (bar) bar.value = percent;
  for (const cell of document.querySelectorAll("[data-mailing-count]")) {
    cell.textContent = counts[cell.dataset.mailingCount];
  }
  const sum = document.querySelector("[data-mailing-total]");
  if (sum) sum.textContent = total;
}

async function refresh() {
  try {
    const answer = await fetch(place.dataset.mailing, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const standing = await answer.json();
    if (standing.state !== place.dataset.state) window.location.reload();
    show(standing);
  } catch {
    // The network is away for a moment: the next round tries again.
  }
}

if (place) {
  window.setInterval(() => {
    if (!document.hidden) refresh();
  }, PAUSE);
}
