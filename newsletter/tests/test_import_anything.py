"""Whatever the bytes: an issue or a reason, never an error."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.importing.parse import parse
from newsletter.importing.result import ParsedIssue, Refused
from newsletter.importing.sources import Source, from_bytes, read_zip
from newsletter.tests.importfiles import SERIES, SIMPLE, mail, page, zip_of
from newsletter.tests.pdffiles import Text, pdf

WHOLE = [
    page(SIMPLE).encode(),
    mail(page(SIMPLE)).as_bytes(),
    pdf([[Text("Waas maatwerknieuws", 60, 70, 26), Text("nr. 3", 60, 90)]]),
    zip_of({"a.html": page(SIMPLE)}),
]
names = st.sampled_from(["a.eml", "a.html", "a.pdf", "a.zip", "a.txt", "a", "é\u202e.EML"])


def outcome(content, name):
    source = from_bytes(name, content)
    sources = [source if source.problem else Source(name, content)]
    if content[:2] == b"PK" or name.endswith(".zip"):
        sources += read_zip(io.BytesIO(content), name)
    for source in sources:
        if source.problem:
            continue
        try:
            yield parse(source, SERIES)
        except Refused as refusal:
            yield refusal.code


@settings(max_examples=200, deadline=None, derandomize=True)
@given(content=st.binary(max_size=2000), name=names)
def test_arbitrary_bytes_never_raise(content, name):
    for result in outcome(content, name):
        assert isinstance(result, ParsedIssue | str)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    whole=st.sampled_from(WHOLE),
    cut=st.integers(0, 3000),
    at=st.integers(0, 3000),
    junk=st.binary(max_size=40),
    name=names,
)
def test_damaged_files_never_raise(whole, cut, at, junk, name):
    damaged = whole[:at] + junk + whole[at : len(whole) - cut]
    for result in outcome(damaged, name):
        assert isinstance(result, ParsedIssue | str)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    header=st.text(max_size=80),
    body=st.text(alphabet="<>/ab=\"'&;#p{}|*%\n h2trd", max_size=400),
)
def test_arbitrary_headers_and_markup_never_raise(header, body):
    content = f"From: {header}\nSubject: {header}\nDate: {header}\n\n<html>{body}".encode()
    for result in outcome(content, "a.eml"):
        assert isinstance(result, ParsedIssue | str)
