"""What many tests ask and none changes for the next: made once for a file of tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.test import TestCase, override_settings


@contextmanager
def kept(folder: Path, blocker) -> Iterator[dict[str, Path]]:
    """Whatever is made within stands until the end; gives the settings to read its files with.

    What a single test does to it is undone with the transaction of that test.
    """
    own = {"MEDIA_ROOT": folder / "media", "SEARCH_INDEX_DIR": folder / "search"}
    with blocker.unblock(), override_settings(**own):
        blocks = TestCase._enter_atomics()
        try:
            yield own
        finally:
            TestCase._rollback_atomics(blocks)
