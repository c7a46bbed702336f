"""The yearly archive: all that anybody may read, as files that need no server.

Each page is asked of the site itself, as a visitor would, and kept with addresses that hold
within the folder. Scripts are left out, because they have nothing to do there; what they
would add (search, filters) leads to the living site. An address that leads to another becomes
a small page that does so, for no server will do it here.
"""

import hashlib
import json
import re
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from urllib.parse import SplitResult, parse_qs, unquote, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousFileOperation
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Page

from cms.documents import is_published
from cms.frame import may_be_restricted
from cms.models import SiteDocument
from operations.manifest import check_new

_CSS_URL = re.compile(r"""(url\(\s*["']?|@import\s+["'])([^"')]+)""")
_LINKS = ("href", "src", "poster", "data-player")
_DATA = "application/ld+json"
_REDIRECTS = (301, 302, 307, 308)
_LOGIN = re.compile(r"(?:/[a-z]{2})?/(?:_util|account|admin)/login/")
_MOVED = """<!doctype html>
<html lang="nl">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="refresh" content="0; url={link}">
    <title>Dit adres is veranderd</title>
  </head>
  <body>
    <p>Dit adres is veranderd. <a href="{link}">Ga naar het nieuwe adres</a>.</p>
  </body>
</html>
"""


@dataclass
class Export:
    """One export: what was written, and which addresses did not answer."""

    root: Path
    origin: str
    files: dict[str, dict] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    _client: Client = field(init=False)
    _queue: deque = field(default_factory=deque)
    # Addresses to their files, and files that lead on to what they lead to.
    _places: dict[str, str | None] = field(default_factory=dict)
    _moves: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        host = urlsplit(self.origin).netloc
        self._client = Client(HTTP_HOST=host, raise_request_exception=False)

    def run(self) -> None:
        """Write everything that is public, and what it refers to."""
        for page in Page.objects.live().public().filter(depth__gt=1).order_by("path"):
            if url := page.full_url:
                self._add_page(page, urlsplit(url).path)
        for document in SiteDocument.objects.order_by("pk").iterator():
            if is_published(document):
                self._place(document.url)
        while self._queue:
            self._fetch(self._queue.popleft())
        self._write_manifest()

    def _add_page(self, page: Page, address: str) -> None:
        """A page is not asked twice, unless it is perhaps not public after all."""
        if may_be_restricted(page):
            self._place(address)
        elif address not in self._places:
            self._places[address] = file_name(address)
            self._queue.append(address)

    def _place(self, address: str) -> str | None:
        """The file of an address; nothing where only who logs in may read.

        That is known before a link to it is written, because it decides what the link must be.
        """
        if address not in self._places:
            self._places[address] = self._find_place(address)
            if self._places[address] is not None:
                self._queue.append(address)
        return self._places[address]

    def _find_place(self, address: str) -> str | None:
        name = file_name(address)
        if address.startswith(settings.STATIC_URL):
            return name
        response = self._ask("HEAD", address)
        response.getvalue()  # closes a file that stands open for it
        if response.status_code not in _REDIRECTS:
            return name
        target = self._resolve(response["Location"], address)
        if target and self._is_ours(target) and _LOGIN.fullmatch(target.path):
            return None
        # `/nieuw` cannot be a file beside the folder of `/nieuw/`, nor a `.pdf` hold a page.
        return name if name.endswith(".html") else f"{name}.html"

    def _ask(self, method: str, address: str):
        is_secure = self.origin.startswith("https:")
        return self._client.generic(method, address, secure=is_secure)

    def _fetch(self, address: str) -> None:
        if address.startswith(settings.STATIC_URL):
            content, kind = _static(address), "text/css" if address.endswith(".css") else "static"
        else:
            content, kind = self._answer(address)
        if content is None:
            self.broken.append(address)
            return
        name = self._places[address]
        if kind == "text/html" and not address.startswith("/documents/"):
            content = self._page(content, address, name)
        elif kind == "text/css":
            content = self._style(content.decode(), address, name).encode()
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        self.files[name] = {"url": self.origin + address, "bytes": len(content), "sha256": digest}

    def _answer(self, address: str) -> tuple[bytes | None, str]:
        """What the site says at an address, and of which kind that is."""
        response = self._ask("GET", address)
        if response.status_code in _REDIRECTS:
            return self._moved(response["Location"], address), "moved"
        content = response.getvalue() if response.status_code == 200 else None
        return content, response.get("Content-Type", "").partition(";")[0]

    def _moved(self, location: str, address: str) -> bytes | None:
        """A page that leads on; nothing where that would be in a circle."""
        name = self._places[address]
        link = self._link(location, address, name)
        target = last = normpath(join(dirname(name), link.partition("#")[0]))
        while last in self._moves and last != name:
            last = self._moves[last]
        if last == name:
            return None
        self._moves[name] = target
        return _MOVED.format(link=escape(link)).encode()

    def _page(self, content: bytes, address: str, name: str) -> bytes:
        soup = BeautifulSoup(content, "html.parser")
        for tag in soup.find_all("script"):
            if tag.get("type") != _DATA:
                tag.decompose()
        for tag in soup.find_all("link", rel=["preload", "search", "modulepreload", "alternate"]):
            tag.decompose()
        self._draw_icons(soup)
        for tag in soup.find_all("form"):
            action = tag.get("action") or address
            url = self._resolve(action, address)
            tag["action"] = url.geturl() if url else action
        for tag in soup.find_all(True):
            for attribute in _LINKS:
                if tag.get(attribute) and not (tag.name == "link" and "canonical" in tag["rel"]):
                    tag[attribute] = self._link(tag[attribute], address, name)
            if tag.get("srcset"):
                tag["srcset"] = ", ".join(
                    " ".join([self._link(part.split()[0], address, name), *part.split()[1:]])
                    for part in tag["srcset"].split(",")
                    if part.strip()
                )
        return str(soup).encode()

    def _draw_icons(self, soup: BeautifulSoup) -> None:
        """Put the icons that a page uses in it: from another file no browser draws them."""
        drawn = soup.new_tag("svg", attrs={"hidden": ""})
        for use in soup.find_all("use", href=True):
            address, _, name = use["href"].partition("#")
            use["href"] = f"#{name}"
            if not address or drawn.find(id=name):
                continue
            sprite = _static(address) if address.startswith(settings.STATIC_URL) else None
            if symbol := BeautifulSoup(sprite or b"", "html.parser").find(id=name):
                drawn.append(symbol)
        if drawn.contents and soup.body:
            soup.body.insert(0, drawn)

    def _style(self, text: str, address: str, name: str) -> str:
        return _CSS_URL.sub(lambda m: m[1] + self._link(m[2].strip(), address, name), text)

    def _link(self, link: str, address: str, name: str) -> str:
        """The link as it must stand in a file of the export; what is ours is fetched too."""
        if link.startswith(("#", "data:", "mailto:", "tel:")):
            return link
        url = self._resolve(link, address)
        if url is None:
            return link
        target = url.path + (f"?{url.query}" if url.query else "")
        is_kept = self._is_ours(url) and _is_kept(url)
        place = self._place(target) if is_kept else None
        if place is None:
            return url.geturl()
        fragment = f"#{url.fragment}" if url.fragment else ""
        return relpath(place, dirname(name) or ".") + fragment

    def _resolve(self, link: str, address: str) -> SplitResult | None:
        """Where a link at an address leads; nothing where it cannot be read."""
        try:
            return urlsplit(urljoin(self.origin + address, link))
        except ValueError:
            return None

    def _is_ours(self, url: SplitResult) -> bool:
        return f"{url.scheme}://{url.netloc}" == self.origin

    def _write_manifest(self) -> None:
        manifest = {
            "site": self.origin,
            "made_at": timezone.now().isoformat(),
            "broken": self.broken,
            "files": dict(sorted(self.files.items())),
        }
        text = json.dumps(manifest, indent=1, ensure_ascii=False)
        (self.root / "manifest.json").write_text(text, encoding="utf-8")


def export_static(folder: Path) -> Export:
    """Write the archive into a folder that does not exist yet.

    Raises:
        ManifestError: if the folder exists, or is among the media.
    """
    check_new(folder)
    folder.mkdir(parents=True)
    export = Export(folder, settings.SITE_URL)
    export.run()
    return export


def file_name(address: str) -> str:
    """Where an address of the site is kept: `/nieuws/?pagina=2` in `nieuws/pagina-2.html`."""
    url = urlsplit(address)
    path = unquote(url.path).lstrip("/")
    if number := parse_qs(url.query).get("pagina"):
        return f"{path}pagina-{number[0]}.html"
    return f"{path}index.html" if not path or path.endswith("/") else path


def _is_kept(url: SplitResult) -> bool:
    """Whether an address of ours is part of the archive: pages, their next pages and files."""
    query = parse_qs(url.query, keep_blank_values=True)
    is_next = list(query) == ["pagina"] and query["pagina"][0].isdecimal()
    living = ("/admin/", "/account/", "/api/", "/zoeken/", "/en/zoeken/", "/fr/zoeken/")
    path = unquote(url.path)
    # After `//` comes another site, or in a folder the root of the disk.
    leads_out = ".." in path or "//" in path
    return (not query or is_next) and not path.startswith(living) and not leads_out


def _static(address: str) -> bytes | None:
    """A static file as collected, or as it stands in an app where nothing was collected."""
    name = unquote(address.removeprefix(settings.STATIC_URL))
    try:
        if staticfiles_storage.exists(name):
            with staticfiles_storage.open(name) as file:
                return file.read()
        found = finders.find(name)
        return Path(found).read_bytes() if found else None
    except (IsADirectoryError, SuspiciousFileOperation):
        return None
