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
# Fields in which nobody can read what is typed, which axe does not look at:
# https://www.w3.org/TR/WCAG22/#contrast-minimum
UNREADABLE = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const ground = (e) => {
    const colour = getComputedStyle(e).backgroundColor;
    return /, 0\\)$/.test(colour) && e.parentElement ? ground(e.parentElement) : colour;
  };
  return [...document.querySelectorAll("input, select, textarea")]
    .filter((field) => !/checkbox|radio/.test(field.type))
    .filter((field) => field.tabIndex >= 0 && field.checkVisibility())
    .filter((field) => {
      const [one, other] = [getComputedStyle(field).color, ground(field)].map(light);
      return Math.max(one, other) / Math.min(one, other) < 4.5;
    })
    .map((field) => `#${field.id}: what is typed cannot be read`)
    .join("\\n");
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
        found[f"{name}, light"] = _ask(page, _EVERY_RULE) + page.evaluate(UNREADABLE)
        page.emulate_media(color_scheme="dark")
        found[f"{name}, dark"] = _ask(page, _CONTRAST) + page.evaluate(UNREADABLE)
    return "\n".join(f"{name}: {report}" for name, report in found.items() if report)
