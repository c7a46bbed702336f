"""The yearly archive: all that anybody may read, as files that need no server.

Each page is asked of the site itself, as a visitor would, and kept with addresses that hold
within the folder. Scripts are left out, because they have nothing to do there; what they
would add (search, filters) leads to the living site.
"""

import hashlib
import json
import re
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, relpath
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cms.documents import is_published
from cms.models import SiteDocument
from operations.manifest import ManifestError

_CSS_URL = re.compile(r"""(url\(\s*["']?|@import\s+["'])([^"')]+)""")
_LINKS = ("href", "src", "poster", "data-player")
_DATA = "application/ld+json"


@dataclass
class Export:
    """One export: what was written, and which addresses did not answer."""

    root: Path
    origin: str
    files: dict[str, dict] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    _queue: deque = field(default_factory=deque)
    _seen: set = field(default_factory=set)

    def run(self) -> None:
        """Write everything that is public, and what it refers to."""
        for page in Page.objects.live().public().filter(depth__gt=1).order_by("path"):
            if url := page.full_url:
                self._add(urlsplit(url).path)
        for document in SiteDocument.objects.order_by("pk").iterator():
            if is_published(document):
                self._add(document.url)
        host = urlsplit(self.origin)
        client = Client(HTTP_HOST=host.netloc, raise_request_exception=False)
        while self._queue:
            self._fetch(client, self._queue.popleft(), is_secure=host.scheme == "https")
        self._write_manifest()

    def _add(self, address: str) -> None:
        if address not in self._seen:
            self._seen.add(address)
            self._queue.append(address)

    def _fetch(self, client: Client, address: str, *, is_secure: bool) -> None:
        if address.startswith(settings.STATIC_URL):
            content, kind = _static(address), "text/css" if address.endswith(".css") else "static"
        else:
            response = client.get(address, secure=is_secure)
            is_found = response.status_code == 200
            content = (response.getvalue()) if is_found else None
            kind = response.get("Content-Type", "").partition(";")[0]
        if content is None:
            self.broken.append(address)
            return
        name = file_name(address)
        if kind == "text/html" and not address.startswith("/documents/"):
            content = self._page(content, address, name)
        elif kind == "text/css":
            content = self._style(content.decode(), address, name).encode()
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        self.files[name] = {"url": self.origin + address, "bytes": len(content), "sha256": digest}

    def _page(self, content: bytes, address: str, name: str) -> bytes:
        soup = BeautifulSoup(content, "html.parser")
        for tag in soup.find_all("script"):
            if tag.get("type") != _DATA:
                tag.decompose()
        for tag in soup.find_all("link", rel=["preload", "search", "modulepreload", "alternate"]):
            tag.decompose()
        self._draw_icons(soup)
        for tag in soup.find_all("form"):
            tag["action"] = urljoin(self.origin + address, tag.get("action") or address)
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
        absolute = urlsplit(urljoin(self.origin + address, link))
        if f"{absolute.scheme}://{absolute.netloc}" != self.origin or not _is_kept(absolute):
            return absolute.geturl()
        target = absolute.path + (f"?{absolute.query}" if absolute.query else "")
        self._add(target)
        fragment = f"#{absolute.fragment}" if absolute.fragment else ""
        return relpath(file_name(target), dirname(name) or ".") + fragment

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
        ManifestError: if the folder exists.
    """
    if folder.exists():
        raise ManifestError(f"{folder} bestaat al: kies een nieuwe map.")
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


def _is_kept(url) -> bool:
    """Whether an address of ours is part of the archive: pages, their next pages and files."""
    query = parse_qs(url.query, keep_blank_values=True)
    is_next = list(query) == ["pagina"] and query["pagina"][0].isdecimal()
    living = ("/admin/", "/account/", "/api/", "/zoeken/", "/en/zoeken/", "/fr/zoeken/")
    return (not query or is_next) and not url.path.startswith(living) and ".." not in url.path


def _static(address: str) -> bytes | None:
    """A static file as collected, or as it stands in an app where nothing was collected."""
    name = unquote(address.removeprefix(settings.STATIC_URL))
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return file.read()
    found = finders.find(name)
    return Path(found).read_bytes() if found else None
