/** Loads the player of a film when the reader asks for it, and not before. */
for (const embed of document.querySelectorAll("[data-embed]")) {
  const button = embed.querySelector("[data-embed-play]");
  if (!button || !embed.dataset.player) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const player = document.createElement("iframe");
    player.className = "embed__player";
    player.src = embed.dataset.player;
    player.title = embed.dataset.title;
    player.allow = "autoplay; fullscreen; picture-in-picture";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    player.tabIndex = 0;
    embed.querySelector(".embed__frame").replaceChildren(player);
    player.focus();
  });
}
