"""What axe and a narrow window show of a page that is open."""

import json

from axe_playwright_python.base import AXE_SCRIPT, AxeResults

from tests.e2e.conftest import DESKTOP, PHONE

# WCAG 2.2 has a rule that axe leaves out unless it is asked.
_EVERY_RULE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
_CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}

# 1280 by 1024 pixels, enlarged four times: https://www.w3.org/TR/WCAG22/#reflow
ENLARGED = {"width": 320, "height": 256}
# https://www.w3.org/TR/WCAG22/#text-spacing
TEXT_SPACING = """* {
  letter-spacing: 0.12em !important;
  line-height: 1.5 !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }"""

# As a reader's own styles come in: the policy of the site forbids a style element.
ADOPT = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}"""
# What sticks out of the window, and text that a box cuts off.
CUT_OFF = """() => {
  const out = document.documentElement.scrollWidth - window.innerWidth;
  const found = out > 0 ? [`the page is ${out} pixels too wide`] : [];
  const cuts = (e) => /hidden|clip/.test(getComputedStyle(e).overflow);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim() || !text.parentElement.checkVisibility()) continue;
    if (text.parentElement.closest(".visually-hidden, svg")) continue;
    range.selectNodeContents(text);
    const ink = range.getBoundingClientRect();
    for (let box = text.parentElement; box !== document.body; box = box.parentElement) {
      const edge = box.getBoundingClientRect();
      const isCut = ink.right > edge.right + 1 || ink.bottom > edge.bottom + 1;
      if (cuts(box) && isCut) found.push(text.data.trim());
    }
  }
  return found;
}"""


def _ask(page, options: dict) -> str:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    results = AxeResults(page.evaluate(f"axe.run({json.dumps(options)})"))
    return results.generate_report() if results.violations_count else ""


def violations(page) -> str:
    """What axe finds on a desktop and a phone, in light and dark; empty when it is nothing.

    The dark scheme changes colours alone, so contrast is all that is asked again.
    """
    found = {}
    for name, viewport in {"desktop": DESKTOP, "phone": PHONE}.items():
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme="light")
        found[f"{name}, light"] = _ask(page, _EVERY_RULE)
        page.emulate_media(color_scheme="dark")
        found[f"{name}, dark"] = _ask(page, _CONTRAST)
    return "\n".join(f"{name}: {report}" for name, report in found.items() if report)
