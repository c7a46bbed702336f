"""Lighthouse on a running demo site: the mobile preset, the median of five runs.

    SITE_URL=http://127.0.0.1:8000 python scripts/lighthouse.py [word ...]

Only pages whose name holds one of the words, when there are any. Needs node and Chromium.
Lighthouse itself is fetched from npm into var/npm the first time.
Lighthouse simulates a slow phone on a slow line; on a busy machine the figures get worse.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.e2e.paths import PATHS  # noqa: E402 - needs the path above

SITE_URL = os.environ.get("SITE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
PACKAGE = "lighthouse@13"
FOLDER = ROOT / "var" / "npm"
NAMES = ["home page", "news item", "news list", "issue", "company", "search"]
RUNS = 5
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def install() -> Path:
    """The program, fetched when it is not there yet."""
    program = FOLDER / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        npm = shutil.which("npm") or sys.exit("npm is not installed.")
        subprocess.run([npm, "install", "--silent", "--prefix", FOLDER, PACKAGE], check=True)
    return program


def run(program: Path, url: str, chromium: str, tries: int = 3) -> dict:
    """The report of one run. Chromium now and then fails to start on a busy machine."""
    done = subprocess.run(
        [program, url, "--quiet", "--output=json", f"--chrome-flags={CHROME_FLAGS}"],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        check=False,
        timeout=180,
    )
    if done.returncode == 0:
        return json.loads(done.stdout)
    sys.stderr.buffer.write(done.stderr)
    if tries == 1:
        sys.exit(f"Lighthouse has no report of {url}.")
    return run(program, url, chromium, tries - 1)


def measure(program: Path, url: str, chromium: str) -> dict[str, float]:
    """One run: scores from 0 to 100, LCP in seconds, CLS, and kilobytes over the wire."""
    report = run(program, url, chromium)
    audits = report["audits"]
    scores = {name: 100 * (report["categories"][name]["score"] or 0) for name in CATEGORIES}
    for category in CATEGORIES[1:]:
        for reference in report["categories"][category]["auditRefs"]:
            audit = audits[reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                sys.stderr.write(f"{url}: {category}: {audit['title']}\n")
    return {
        **scores,
        "LCP s": audits["largest-contentful-paint"]["numericValue"] / 1000,
        "CLS": audits["cumulative-layout-shift"]["numericValue"],
        "kB": audits["total-byte-weight"]["numericValue"] / 1000,
    }


def main(words: list[str]) -> int:
    chromium = shutil.which("chromium") or sys.exit("Chromium is not installed.")
    program = install()
    rows = []
    for name in [name for name in NAMES if not words or any(word in name for word in words)]:
        measured = [measure(program, SITE_URL + PATHS[name], chromium) for _run in range(RUNS)]
        medians = {key: statistics.median(run[key] for run in measured) for key in measured[0]}
        rows.append([name, *(f"{value:.4g}" for value in medians.values())])
        header = ["page", *medians]
    for row in (header, *rows):
        sys.stdout.write("  ".join(f"{cell:>14}" for cell in row) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
