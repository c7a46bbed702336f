"""The file of a node may be lost, damaged or impossible to write: searching goes on."""

import multiprocessing
import sqlite3
from pathlib import Path

import pytest

from search import stores
from search.stores import get_store
from search.stores.fts5 import FTS5Store
from search.tests.documents import document, match, publish
from search.tests.pages import StandardPageFactory


@pytest.fixture
def page(home):
    return StandardPageFactory(parent=home, title="Koffie", slug="koffie")


@pytest.fixture
def file(page, find) -> Path:
    """A file with much in it, that this process has read."""
    for number in range(200):
        publish(f"Melk {number}", " ".join(f"woord{i}" for i in range(number)))
    assert find("koffie") == ["Koffie"]
    return get_store().path


def forget_stores(monkeypatch) -> None:
    """What a process that starts has."""
    monkeypatch.setattr(stores, "_stores", {})


def errors(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]


# Gone


def test_a_file_deleted_at_run_time_is_filled_again(file, find):
    file.unlink()
    assert find("koffie") == ["Koffie"]
    assert file.exists()


def test_a_folder_deleted_at_run_time_is_filled_again(file, find):
    for path in file.parent.iterdir():
        path.unlink()
    file.parent.rmdir()
    assert find("koffie") == ["Koffie"]


def test_a_file_put_in_place_of_another_is_read_and_followed(file, find, tmp_path):
    FTS5Store(tmp_path / "empty.sqlite3").connection.close()
    (tmp_path / "empty.sqlite3").rename(file)
    publish("Thee", source="test:2")
    assert find("koffie") == ["Koffie"]
    assert find("thee") == ["Thee"]


# Damaged


def garbage(content: bytes) -> bytes:
    return b"geen database" * 1000


def truncated(content: bytes) -> bytes:
    return content[: len(content) // 3]


def holed(content: bytes) -> bytes:
    """Only the first page is left as it was."""
    return content[:4096] + b"\xff" * (len(content) - 4096)


@pytest.mark.parametrize("damage", [garbage, truncated, holed])
def test_a_process_that_finds_a_damaged_file_fills_it_again(
    file, find, monkeypatch, caplog, damage
):
    get_store().tidy()
    file.write_bytes(damage(file.read_bytes()))
    for suffix in ("-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    forget_stores(monkeypatch)
    assert find("koffie") == ["Koffie"]
    (line,) = errors(caplog)
    assert "damaged" in line
    assert get_store().problems() == []


@pytest.mark.parametrize("path", ["/zoeken/", "/api/zoeken/", "/api/zoeken/suggesties/"])
def test_damage_that_shows_while_reading_is_put_right_within_the_search(
    file, client, caplog, path
):
    get_store().connection.execute("UPDATE fulltext_data SET block = x'00ff00ff00'")
    response = client.get(path, {"q": "koffie"})
    assert response.status_code == 200
    assert "Koffie" in response.content.decode()
    (line,) = errors(caplog)
    assert "damaged" in line
    assert get_store().problems() == []


def test_damage_is_told_by_check(file):
    get_store().connection.execute("DELETE FROM content WHERE id % 2")
    (problem,) = get_store().problems()
    assert str(file) in problem


# Impossible to write


def test_without_a_folder_each_process_makes_its_own_index(page, find, settings, tmp_path, caplog):
    (tmp_path / "no-folder").write_text("")
    settings.SEARCH_INDEX_DIR = tmp_path / "no-folder"
    assert find("koffie") == ["Koffie"]
    assert find("koffie") == ["Koffie"]
    assert all("no-folder" in line for line in errors(caplog))
    assert len(errors(caplog)) == 2


def test_with_a_full_disk_the_search_goes_on_with_what_there_is(file, client, caplog):
    get_store().connection.execute("PRAGMA max_page_count = 1")  # it grows no more
    publish("Thee", " ".join(f"nieuw{number}" for number in range(20_000)), source="test:2")
    assert "Koffie" in client.get("/zoeken/?q=koffie").content.decode()
    assert any("cannot be written" in line for line in errors(caplog))
    get_store().connection.execute("PRAGMA max_page_count = 1000000")
    assert "Thee" in client.get("/zoeken/?q=nieuw77").content.decode()


# Several processes


def _open(path: Path) -> int | None:
    return FTS5Store(path).state[0]


def test_processes_that_open_a_new_file_at_once_all_may(tmp_path):
    paths = [tmp_path / f"{number}.sqlite3" for number in range(20)]
    with multiprocessing.get_context("fork").Pool(8) as pool:
        for path in paths:
            assert pool.map(_open, [path] * 8, chunksize=1) == [None] * 8


def _fill(path: Path) -> int:
    store = FTS5Store(path)
    documents = [document(f"Koffie {i}", pk=i) for i in range(50)]  # before others must wait
    with store.lock():
        if store.state[0] is None:
            store.replace([], documents)
            store.reached(1)
    return store.count([match("koffie")])[0]


def test_processes_that_start_at_once_fill_one_file_together(tmp_path):
    document("Koffie")  # the word lists load once, here
    path = tmp_path / "index.sqlite3"
    with multiprocessing.get_context("fork").Pool(6) as pool:
        assert pool.map(_fill, [path] * 24, chunksize=1) == [50] * 24
    assert FTS5Store(path).problems() == []


def test_a_writer_keeps_no_reader_waiting(tmp_path):
    path = tmp_path / "index.sqlite3"
    writer, reader = FTS5Store(path), FTS5Store(path)
    writer.replace([], [document("Koffie", pk=1)])
    with writer.lock():
        writer.replace([1], [])
        assert reader.count([match("koffie")]) == [1]
    assert reader.count([match("koffie")]) == [0]


def test_a_file_in_which_another_writes_for_long_is_never_thrown_away(
    file, find, monkeypatch, caplog
):
    """As when a new version of the analysis is about to fill the file again."""
    monkeypatch.setattr("search.stores.files.BUSY_SECONDS", 0.01)
    other, inode = get_store(), file.stat().st_ino
    forget_stores(monkeypatch)
    monkeypatch.setattr(FTS5Store, "version", FTS5Store.version + 1)
    with other.lock():
        assert find("koffie") == ["Koffie"]
    assert not any("damaged" in line for line in errors(caplog))
    assert find("koffie") == ["Koffie"]
    assert get_store().path == file
    assert file.stat().st_ino == inode


def test_what_goes_wrong_while_writing_leaves_the_file_as_it_was(tmp_path):
    store = FTS5Store(tmp_path / "index.sqlite3")
    store.replace([], [document("Koffie", pk=1)])
    with pytest.raises(sqlite3.IntegrityError), store.lock():
        store.replace([], [document("Thee", pk=2), document("Melk", pk=1)])
    assert store.documents() == {1: "Koffie"}


def test_another_version_of_the_analysis_begins_anew(tmp_path, monkeypatch):
    path = tmp_path / "index.sqlite3"
    store = FTS5Store(path)
    store.replace([], [document("Koffie", pk=1)])
    store.reached(1)
    monkeypatch.setattr(FTS5Store, "version", FTS5Store.version + 1)
    store = FTS5Store(path)
    assert (store.documents(), store.state) == ({}, (None, None))
