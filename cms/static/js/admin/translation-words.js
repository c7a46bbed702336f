/**
 * Says in the language of the editor what wagtail-localize writes in English only: it has
 * these two texts outside its catalogue. Runs once, after its editor has drawn itself; what it
 * draws again has other texts.
 */
document.addEventListener("DOMContentLoaded", () => {
  const TITLE = /^(?<source>.+) to (?<target>.+) translation$/;
  const { gettext, interpolate } = window;
  const texts = document.createTreeWalker(
    document.querySelector(".js-translation-editor"),
    NodeFilter.SHOW_TEXT,
  );
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const languages = TITLE.exec(node.data)?.groups;
    if (languages) {
      node.data = interpolate(gettext("%(source)s to %(target)s translation"), languages, true);
    } else if (node.data === "More actions") {
      node.data = gettext(node.data);
    }
  }
});
