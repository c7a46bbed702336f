"""Picture every page type of a running demo site: three widths, light and dark.

    SITE_URL=http://127.0.0.1:8000 python scripts/screenshots.py [word ...]

Only pages whose name holds one of the words, when there are any. The pictures stand in
var/screenshots, one folder per scheme, with the width in their names.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.e2e.conftest import CHROMIUM_FLAGS, manage  # noqa: E402 - needs the path above
from tests.e2e.paths import PATHS, addresses  # noqa: E402 - needs the path above

SITE_URL = os.environ.get("SITE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
# The settings of the site itself, for links that it signs.
ENVIRONMENT = {**os.environ, "SITE_URL": SITE_URL}
TARGET = ROOT / "var" / "screenshots"
WIDTHS = {390: 844, 768: 1024, 1280: 900}
EAGER = "document.querySelectorAll('img').forEach((image) => { image.loading = 'eager'; })"
SCHEMES = ("light", "dark")


def main(words: list[str]) -> int:
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is not installed (apt install chromium).")
    chosen = [name for name in PATHS if not words or any(word in name for word in words)]
    urls = addresses(SITE_URL, lambda code: manage(ENVIRONMENT, "shell", "-v0", "-c", code))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        for scheme in SCHEMES:
            folder = TARGET / scheme
            folder.mkdir(parents=True, exist_ok=True)
            page = browser.new_page(color_scheme=scheme, locale="nl-BE")
            for name in chosen:
                page.goto(urls[name])
                # A picture of the whole page also shows what waits below the fold.
                page.evaluate(EAGER)
                page.wait_for_load_state("networkidle")
                for width, height in WIDTHS.items():
                    page.set_viewport_size({"width": width, "height": height})
                    file = folder / f"{name.replace(' ', '-')}-{width}.png"
                    page.screenshot(path=file, full_page=True)
        browser.close()
    sys.stdout.write(f"{len(chosen) * len(WIDTHS) * len(SCHEMES)} pictures in {TARGET}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
