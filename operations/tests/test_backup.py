"""A backup that is made during writes comes back row by row and file by file."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import uuid
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from cms.models import SiteImage
from home.models import HomePage
from newsletter.factories import (
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
)
from newsletter.models import Mailing
from operations.manifest import Manifest, ManifestError, fingerprint
from operations.mediafiles import copy_media
from tests import migrated

ROOT = Path(__file__).resolve().parents[2]
# A version that had no sessions yet, which makes pages and files until it is stopped.
WRITER = """
import itertools
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.management import call_command
call_command("migrate", "sessions", "zero", verbosity=0)
ContentType.objects.filter(app_label="sessions").delete()
from cms.models import SiteDocument
from home.models import HomePage, StandardPage
home = HomePage.objects.get()
for number in itertools.count():
    page = home.add_child(instance=StandardPage(title=f"Bladzijde {number}"))
    page.save_revision().publish()
    document = SiteDocument(title=str(number))
    document.file.save(f"bijlage-{number}.txt", ContentFile(str(number) * 1000))
    print(number, flush=True)
"""


def engine():
    return site_settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]


class Machine:
    """A site with a database and media of its own, used through the command line."""

    def __init__(self, folder, *, is_set_up):
        self.folder = folder
        folder.mkdir()
        self.database = f"sqlite:///{folder / 'site.sqlite3'}"
        if engine() == "postgresql":
            self.server = os.environ["DATABASE_URL"].rpartition("/")[0]
            self.name = f"drill_{uuid.uuid4().hex[:12]}"
            self.database = f"{self.server}/{self.name}"
            template = (
                migrated.postgresql_template(os.environ["DATABASE_URL"])
                if is_set_up
                else "template0"
            )
            self.sql(f"CREATE DATABASE {self.name} TEMPLATE {template}")
        elif is_set_up:
            migrated.copy_file(folder / "site.sqlite3")

    def sql(self, statement):
        import psycopg

        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as server:
            server.execute(statement)

    def throw_away(self):
        if engine() == "postgresql":
            self.sql(f"DROP DATABASE {self.name} WITH (FORCE)")

    @property
    def environment(self):
        return {
            **os.environ,
            "DATABASE_URL": self.database,
            "MEDIA_ROOT": str(self.folder / "media"),
            "SEARCH_INDEX_DIR": str(self.folder / "search"),
            "LOG_LEVEL": "ERROR",
        }

    def command(self, *arguments):
        return [sys.executable, str(ROOT / "manage.py"), *arguments]

    def run(self, *arguments):
        return subprocess.run(
            self.command(*arguments),
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def manage(self, *arguments):
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def shell(self, code):
        return self.manage("shell", "--verbosity", "0", "--command", code)

    def start(self, *arguments):
        return subprocess.Popen(
            self.command(*arguments), env=self.environment, stdout=subprocess.PIPE, text=True
        )


@pytest.fixture
def machines(tmp_path):
    made = [
        Machine(tmp_path / "old", is_set_up=True),
        Machine(tmp_path / "new", is_set_up=False),
    ]
    yield made
    for machine in made:
        machine.throw_away()


@pytest.mark.exhaustive
@pytest.mark.django_db
def test_the_drill_brings_everything_back(machines, tmp_path):
    old, new = machines
    writer = old.start("shell", "--verbosity", "0", "--command", WRITER)
    try:
        for line in writer.stdout:
            if int(line) >= 3:
                break
        threading.Thread(target=writer.stdout.read, daemon=True).start()
        old.manage("backup", str(tmp_path / "backup"))
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()
    said = new.manage("restore", str(tmp_path / "backup"))
    assert "alle gelijk" in said
    # Once more from what was restored: the same rows and the same files.
    new.manage("backup", str(tmp_path / "again"))
    first, second = (Manifest.read(tmp_path / name) for name in ("backup", "again"))
    assert first.tables["wagtailcore_page"] > 4
    ignored = {"search_searchchange", "search_searchdocument"}
    # What the newer version added.
    ignored |= {"auth_permission", "django_content_type", "django_migrations", "django_session"}
    assert {name: rows for name, rows in first.tables.items() if name not in ignored} == {
        name: rows for name, rows in second.tables.items() if name not in ignored
    }
    media = [
        {name: found for name, found in each.files.items() if name.startswith("media/")}
        for each in (first, second)
    ]
    assert media[0] == media[1]
    assert len(media[0]) >= first.tables["cms_sitedocument"] > 3
    # Numbers go on after the restored ones.
    new.shell(
        "from home.models import *;"
        "HomePage.objects.get().add_child(instance=StandardPage(title='Na de brand'))"
    )


@pytest.mark.exhaustive
@pytest.mark.django_db
def test_a_filled_database_is_replaced_as_a_whole_or_not_at_all(machines, tmp_path):
    site = machines[0]
    rename = "from home.models import *; HomePage.objects.update(title='{}')".format
    title = "from home.models import *; print(HomePage.objects.get().title)"
    site.shell(rename("Voor de brand"))
    site.manage("backup", str(tmp_path / "backup"))
    made = [tmp_path / "backup", *(tmp_path / "backup").rglob("*")]
    assert {path.name for path in made if path.stat().st_mode & 0o077} == set()
    site.shell(rename("Na de brand"))
    if engine() == "postgresql":  # a table in which nothing refers to what it should
        shutil.copytree(tmp_path / "backup", tmp_path / "broken")
        file = tmp_path / "broken" / "database" / "wagtailcore_locale.csv"
        file.write_text("")
        manifest = Manifest.read(tmp_path / "broken")
        manifest.files[f"database/{file.name}"] = fingerprint([b""])
        manifest.write(tmp_path / "broken")
        assert site.run("restore", str(tmp_path / "broken"), "--vervang").returncode
        assert site.shell(title).strip() == "Na de brand"
    site.manage("restore", str(tmp_path / "backup"), "--vervang")
    assert site.shell(title).strip() == "Voor de brand"


@pytest.fixture
def small_backup(tmp_path):
    folder = tmp_path / "backup"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "a.txt").write_text("inhoud")
    manifest = Manifest("2026-11-25", "sqlite", [], {})
    manifest.files = {
        "media/a.txt": {
            "bytes": 6,
            "sha256": "0" * 64,
        }
    }
    manifest.write(folder)
    return folder


@pytest.fixture
def loaded(small_backup, monkeypatch):
    """A backup that is whole, of which the database is taken for loaded."""
    manifest = Manifest("2026-11-25T03:00:00", "sqlite", [], {"newsletter_subscriber": 2})
    manifest.files = {"media/a.txt": fingerprint([b"inhoud"])}
    manifest.write(small_backup)
    monkeypatch.setattr("operations.databases.load", lambda *_: manifest.tables)
    return small_backup


@pytest.mark.parametrize("state", Mailing.AT_WORK)
def test_newsletters_on_their_way_wait_for_an_editor(loaded, home, state, capsys):
    issue = NewsletterIssuePageFactory(parent=NewsletterIndexPageFactory(parent=home))
    mailing = MailingFactory(issue=issue, state=state)
    call_command("restore", loaded, "--vervang")
    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.PAUSED
    said = capsys.readouterr().out
    assert f"“{issue.title}”" in said
    assert "Wie zich na 2026-11-25T03:00 uitschreef" in said


def test_a_file_that_was_still_being_written_is_copied_again(tmp_path):
    half, known = default_storage.save("foto.jpg", ContentFile(b"half")), {}
    copy_media(tmp_path / "copy", known)
    Path(default_storage.path(half)).write_bytes(b"helemaal")
    copy_media(tmp_path / "copy", known)
    assert (tmp_path / "copy" / half).read_bytes() == b"helemaal"
    assert known[half]["bytes"] == len(b"helemaal")


def test_a_file_that_went_between_both_looks_is_left_out(tmp_path, monkeypatch):
    name, known = default_storage.save("foto.jpg", ContentFile(b"half")), {}
    copy_media(tmp_path / "copy", known)
    monkeypatch.setattr("operations.mediafiles.media_names", lambda: [name])
    default_storage.delete(name)
    copy_media(tmp_path / "copy", known)
    assert known == {}
    assert not (tmp_path / "copy" / name).exists()


def test_a_damaged_file_is_named_before_anything_is_restored(small_backup, db):
    with pytest.raises(CommandError, match=r"Beschadigd: media/a\.txt"):
        call_command("restore", small_backup)


def test_a_missing_file_is_named_before_anything_is_restored(small_backup, db):
    (small_backup / "media" / "a.txt").unlink()
    with pytest.raises(CommandError, match=r"Ontbreekt.*media/a\.txt"):
        call_command("restore", small_backup)


def test_a_folder_without_manifest_is_no_backup(tmp_path, db):
    with pytest.raises(CommandError, match="Geen volledige back-up"):
        call_command("restore", tmp_path)


def test_a_backup_never_writes_over_another(tmp_path, db):
    with pytest.raises(CommandError, match="bestaat al"):
        call_command("backup", tmp_path)


def test_a_backup_without_the_pictures_of_the_site_is_refused(tmp_path, db):
    SiteImage.objects.create(title="Akker", width=1, height=1)
    with pytest.raises(CommandError, match="MEDIA_ROOT"):
        call_command("backup", tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_of_media_that_cannot_be_read_is_refused(tmp_path, db):
    Path(site_settings.MEDIA_ROOT).touch()
    with pytest.raises(CommandError, match="niet te lezen"):
        call_command("backup", tmp_path / "backup")


@pytest.mark.parametrize("command", ["backup", "export_static"])
def test_no_copy_lands_among_what_it_copies(settings, db, command):
    with pytest.raises(CommandError, match="tussen de bestanden"):
        call_command(command, Path(settings.MEDIA_ROOT) / "kopie" / "vandaag")
    assert not Path(settings.MEDIA_ROOT).exists()


def test_a_database_that_is_not_migrated_is_not_backed_up(tmp_path, db, monkeypatch):
    monkeypatch.setattr("operations.databases.is_empty", lambda: True)
    with pytest.raises(CommandError, match="voer eerst release uit"):
        call_command("backup", tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_cannot_be_copied_is_said_in_one_line(tmp_path, db, monkeypatch):
    def fail(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(f"operations.databases._dump_{engine().removesuffix('3')}", fail)
    with pytest.raises(CommandError, match=r"niet te kopiëren \(database or disk is full\)\.$"):
        call_command("backup", tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_without_database_is_refused_before_anything_is_restored(small_backup, home):
    manifest = Manifest("2026-11-25", connection.vendor, [], {"wagtailcore_page": 3})
    manifest.files = {"media/a.txt": fingerprint([b"inhoud"])}
    manifest.write(small_backup)
    with pytest.raises(CommandError, match="geen databank"):
        call_command("restore", small_backup, "--vervang")
    assert HomePage.objects.exists()
    assert not default_storage.exists("a.txt")


def test_media_that_cannot_be_written_are_known_before_the_database_goes(loaded, db, monkeypatch):
    monkeypatch.setattr("operations.databases.load", lambda *_: pytest.fail("loaded"))
    Path(site_settings.MEDIA_ROOT).touch()
    with pytest.raises(CommandError, match="kunnen nergens heen"):
        call_command("restore", loaded, "--vervang")


def test_a_database_in_use_is_not_replaced_unasked(small_backup, db):
    manifest = Manifest("2026-11-25", "sqlite", [], {})
    shutil.rmtree(small_backup / "media")
    manifest.write(small_backup)
    with pytest.raises(CommandError, match="niet leeg"):
        call_command("restore", small_backup)


def test_a_manifest_that_is_no_json_is_refused(tmp_path):
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(ManifestError):
        Manifest.read(tmp_path)
