"""A real browser before a real server, each on a site of its own.

The server is a process with its own database, started as `make run` starts it. Browser
tests run in one process (scripts/test.sh), so that each site is built once.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests import migrated

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
_REPORT = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""
PATIENCE = 20_000  # ms: two cores also run the other tests
expect.set_options(timeout=PATIENCE)
in_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@dataclass
class RunningSite:
    """A site under a server of its own, with the account of an editor."""

    url: str
    username: str
    password: str
    environment: dict[str, str]
    administrator: str = "hoster"  # not one of the names that the demo site has
    writer: str = "leerling"  # writes, and may not publish

    def run(self, code: str, **variables: str) -> str:
        """Run Python beside the server, as a worker of this site does; what it printed."""
        return manage(self.environment | variables, "shell", "--verbosity", "0", "--command", code)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment_of(folder: Path, port: int = 80) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("DJANGO")},
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": os.environ.get("STATIC_ROOT") or str(folder.parent / "static"),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
        "LOG_LEVEL": "ERROR",
    }


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a management command beside a site; what it printed."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
    ).stdout


def run_site(made: Path, folder: Path):
    """Serve a copy of a site that was set up; then stop the server."""
    shutil.copytree(made, folder, dirs_exist_ok=True)
    port = _free_port()
    environment = environment_of(folder, port)
    password = secrets.token_urlsafe(12)
    site = RunningSite(environment["SITE_URL"], "schrijver", password, environment)
    site.run(
        "from django.contrib.auth.models import Group; from users.models import User;"
        " from wagtail.models import Site;"
        f" Site.objects.update(hostname='127.0.0.1', port={port});"
        f" user = User.objects.create_user('{site.username}', 'schrijver@example.be',"
        f" '{site.password}'); user.groups.add(Group.objects.get(name='Hoofdredacteurs'));"
        f" user = User.objects.create_user('{site.writer}', 'leerling@example.be',"
        f" '{site.password}'); user.groups.add(Group.objects.get(name='Redacteurs'));"
        f" User.objects.create_superuser('{site.administrator}', '', '{site.password}')",
    )
    gunicorn = Path(sys.executable).with_name("gunicorn")
    server = subprocess.Popen(
        [str(gunicorn), "cms.wsgi", "--config", "cms/gunicorn.py"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for_port(port)
        yield site
    finally:
        server.terminate()
        server.wait(timeout=60)  # gunicorn itself gives requests 30 s to end


def _wait_for_port(port: int, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=2).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def watch(page):
    """Collects what the policy refuses on each document the page opens."""
    seen = []
    page.add_init_script(_REPORT)
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    page.on(
        "console",
        lambda message: (
            seen.append(message.text)
            if message.type == "error" and "Content Security Policy" in message.text
            else None
        ),
    )
    return seen


def _made(folder: Path, *command: str) -> Path:
    """The folder of a site that a command has filled: copying it is quicker than making it."""
    migrated.copy_file(folder / "site.sqlite3")
    if "STATIC_ROOT" not in os.environ:
        manage(environment_of(folder), "collectstatic", "--noinput", "--verbosity", "0")
    if command:
        manage(environment_of(folder), *command)
    return folder


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory) -> Path:
    return _made(tmp_path_factory.mktemp("made-demo"), "seed_demo")


@pytest.fixture(scope="session")
def demo_site(made_demo, tmp_path_factory):
    """The demo site as a visitor of `make run` finds it."""
    yield from run_site(made_demo, tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def office(made_demo, tmp_path_factory):
    """The demo site for editors at work, who change it."""
    yield from run_site(made_demo, tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory):
    """A site of which only the home page exists."""
    made = _made(tmp_path_factory.mktemp("made-empty"))
    yield from run_site(made, tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser):
    """Opens a fresh browser window: `open_page(viewport=PHONE, javascript=False)`."""
    contexts = []

    def open_(viewport=DESKTOP, javascript=True, **options):
        context = browser.new_context(
            viewport=viewport, java_script_enabled=javascript, locale="nl-BE", **options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def log_in():
    """Logs in as an editor of a site, or as somebody else: `log_in(page, site)`."""

    def log_in_(page, site, username=None):
        page.goto(f"{site.url}/admin/login/")
        page.get_by_label("Gebruikersnaam").fill(username or site.username)
        page.locator("#id_password").fill(site.password)
        page.get_by_role("button", name="Inloggen", exact=True).click()
        page.wait_for_url("**/admin/")

    return log_in_
