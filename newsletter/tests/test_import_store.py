"""From files to pages: once, safely, and never over the work of an editor."""

import io
import json
from contextlib import nullcontext

import pytest
from django.core.management import call_command
from PIL import Image

from cms.models import SiteDocument, SiteImage
from newsletter.factories import NewsletterIndexPageFactory, SeriesFactory
from newsletter.importing.store import Importer
from newsletter.models import ImportedFile, NewsletterIssuePage, NewsletterItem, Rubric, Series
from newsletter.tests.importfiles import ARTICLES, SIMPLE, mail, page, zip_of
from newsletter.tests.pdffiles import Text, column, pdf

pytestmark = pytest.mark.django_db
HTML = page(SIMPLE)
WANTED = [headline for _rubric, headline, _text in ARTICLES]


@pytest.fixture
def archive(home):
    """An archive with the series of the test files."""
    SeriesFactory()
    return NewsletterIndexPageFactory(parent=home, slug="nieuwsbrief")


@pytest.fixture
def run(archive, tmp_path):
    """Runs the command on a folder; gives the lines of its report by file."""
    folder = tmp_path / "oud"
    folder.mkdir()

    def run(files=None, status=None, **options):
        for name, content in (files or {}).items():
            data = content.encode() if isinstance(content, str) else content
            (folder / name).write_bytes(data)
        report = tmp_path / "verslag.jsonl"
        with pytest.raises(SystemExit, match=str(status)) if status else nullcontext():
            call_command("import_issues", str(folder), report=report, **options)
        rows = map(json.loads, report.read_text().splitlines())
        return {row["file"]: row for row in rows}

    return run


def counts():
    models = (NewsletterIssuePage, NewsletterItem, ImportedFile, SiteDocument, Rubric, Series)
    return [model.objects.count() for model in models]


def test_an_issue_is_published_with_its_items_and_its_original(run, client):
    row = run({"mei.html": HTML})["mei.html"]
    assert set(row) == {
        "file", "status", "series", "date", "number", "title", "items", "warnings", "url",
    }  # fmt: skip
    assert row["status"] == "imported"
    assert row["items"][0] == {"rubric": "Uitleg", "headline": WANTED[0]}
    content = client.get(row["url"]).content.decode()
    assert all(headline in content for headline in WANTED)
    assert NewsletterIssuePage.objects.get().original.file.read().decode() == HTML


def test_a_second_run_changes_nothing(run):
    run({"mei.html": HTML})
    before = counts()
    assert run()["mei.html"]["status"] == "duplicate"
    assert counts() == before


def test_a_dry_run_changes_nothing(run):
    before = counts()
    assert run({"mei.html": HTML}, dry_run=True)["mei.html"]["status"] == "imported"
    assert counts() == before


def test_something_refused_gives_exit_status_1(run):
    row = run({"mei.html": HTML, "kapot.pdf": b"%PDF-1.4 x"}, status=1)["kapot.pdf"]
    assert (row["status"], row["warnings"]) == ("refused", ["corrupt_pdf"])


def test_each_refused_file_has_one_line_that_says_why(run, capsys):
    run({"mei.html": HTML, "kapot.pdf": b"%PDF-1.4 x"}, status=1)
    lines = capsys.readouterr().err.splitlines()
    assert lines[:-1] == [
        "geweigerd    kapot.pdf: De pdf is beschadigd of onvolledig en kan niet worden geopend."
    ]
    assert lines[-1] == "1 ingelezen, 1 geweigerd."


def test_new_content_under_the_same_name_updates_the_issue(run):
    run({"mei.html": HTML})
    row = run({"mei.html": HTML.replace("zes kasten", "zeven kasten")})["mei.html"]
    assert row["status"] == "updated"
    assert "zeven kasten" in NewsletterIssuePage.objects.get().items.first().body


def test_an_issue_that_an_editor_changed_is_left_alone(run):
    run({"mei.html": HTML})
    issue = NewsletterIssuePage.objects.get()
    issue.title = "Verbeterd"
    issue.save_revision().publish()
    row = run({"mei.html": HTML.replace("zes kasten", "zeven kasten")})["mei.html"]
    assert (row["status"], row["warnings"][-1]) == ("skipped", "edited_since")
    assert NewsletterIssuePage.objects.get().title == "Verbeterd"


def test_another_issue_under_the_same_name_is_a_new_issue(run):
    run({"nieuwsbrief.html": HTML})
    other = page(
        SIMPLE,
        head="<h1>Waas maatwerknieuws</h1><p>nr. 32 - juni 2019</p>",
        articles=[(rubric, f"{headline} II", text) for rubric, headline, text in ARTICLES],
    )
    assert run({"nieuwsbrief.html": other})["nieuwsbrief.html"]["status"] == "imported"
    assert NewsletterIssuePage.objects.count() == 2


def test_the_mail_of_a_pdf_is_a_duplicate(run):
    lines = [Text("Waas maatwerknieuws", 60, 70, 26, True), Text("nr. 31 - mei 2019", 60, 95, 10)]
    paragraphs = [
        part
        for _rubric, headline, text in ARTICLES
        for part in [(headline, 15, True), (text.replace(". ", ".\n"), 10, False)]
    ]
    made = pdf([[*lines, *column(60, 140, paragraphs)]])
    rows = run({"a.pdf": made, "b.eml": mail(HTML).as_bytes()})
    assert [row["status"] for row in rows.values()] == ["imported", "duplicate"]


def test_a_number_that_another_issue_has_waits_for_an_editor(run):
    run({"mei.html": HTML})
    other = page(
        SIMPLE,
        head="<h1>Waas maatwerknieuws</h1><p>nr. 31 - juni 2019</p>",
        articles=[("Kort", "Een brug van touw", ARTICLES[0][2])],
    )
    row = run({"juni.html": other})["juni.html"]
    assert "number_taken" in row["warnings"]
    assert row["url"] is None
    assert not NewsletterIssuePage.objects.get(date__month=6).live


def test_what_is_doubtful_stays_a_draft(run):
    row = run({"x.html": page(SIMPLE, head="<h1>Waas maatwerknieuws</h1>")})["x.html"]
    assert row["status"] == "imported"
    assert row["url"] is None
    assert not NewsletterIssuePage.objects.get().live


def test_a_pdf_of_pictures_is_a_draft_with_its_original(run):
    row = run({"scan.pdf": pdf([[]])})["scan.pdf"]
    assert (row["status"], row["items"]) == ("imported", [])
    issue = NewsletterIssuePage.objects.get()
    assert not issue.live
    assert issue.original is not None


def test_nothing_of_a_list_of_subscribers_enters_the_database(run):
    content = zip_of({"campagne.html": HTML, "subscribers.csv": "email\nlezer7@example.be\n"})
    rows = run({"export.zip": content})
    assert rows["export.zip!subscribers.csv"]["warnings"] == ["subscriber_list"]
    for model in (NewsletterIssuePage, NewsletterItem, ImportedFile, SiteDocument):
        assert "lezer7" not in str(list(model.objects.values()))
    assert all(b"lezer7" not in document.file.read() for document in SiteDocument.objects.all())


def test_an_interrupted_run_is_finished_by_the_next(run, monkeypatch):
    original = Importer.import_source

    def stop(self, source):
        if source.name == "b.html":
            raise KeyboardInterrupt
        return original(self, source)

    other = HTML.replace("mei 2019", "juni 2019").replace("nr. 31", "nr. 32")
    monkeypatch.setattr(Importer, "import_source", stop)
    run({"a.html": HTML, "b.html": other}, status=130)
    assert NewsletterIssuePage.objects.count() == 1
    monkeypatch.undo()
    assert [row["status"] for row in run().values()] == ["duplicate", "imported"]


def test_one_file_that_fails_does_not_stop_the_others(run, monkeypatch):
    def fail(source, known):
        raise RuntimeError("onverwacht")

    monkeypatch.setattr("newsletter.importing.store.parse", fail)
    assert run({"a.html": HTML}, status=1)["a.html"]["warnings"] == ["unreadable"]


def test_an_issue_that_cannot_be_saved_leaves_nothing_behind(run, monkeypatch):
    def fail(self, *args):
        Rubric.objects.create(name="half", slug="half", locale=self.index_page.locale)
        raise ValueError("onverwacht")

    monkeypatch.setattr(Importer, "_write", fail)
    before = counts()
    assert run({"a.html": HTML}, status=1)["a.html"]["warnings"] == ["not_saved"]
    assert counts() == before


def test_a_picture_inside_a_mail_is_kept_with_its_words(run):
    picture = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(picture, "PNG")
    html = HTML.replace("<h2>Een", '<img src="cid:foto1" alt="Een houten wals"><h2>Een')
    message = mail(html)
    message.add_related(picture.getvalue(), "image", "png", cid="<foto1>")
    row = run({"mei.eml": message.as_bytes()})["mei.eml"]
    assert "inline_images_kept" in row["warnings"]
    assert SiteImage.objects.get().description == "Een houten wals"
    bodies = "".join(item.body for item in NewsletterItem.objects.all())
    assert f'id="{SiteImage.objects.get().pk}"' in bodies
    assert "cid:" not in bodies


def test_the_series_can_be_given(run, archive):
    SeriesFactory(name="Andere brief", slug="andere", started_on=None)
    row = run({"x.html": HTML}, series="andere")["x.html"]
    assert row["series"] == "Andere brief"


def test_an_unknown_series_or_path_is_an_error_in_one_line(archive, tmp_path):
    from django.core.management import CommandError

    with pytest.raises(CommandError, match="waas-maatwerknieuws"):
        call_command("import_issues", str(tmp_path), series="bestaat-niet")
    with pytest.raises(CommandError, match="Dit bestaat niet"):
        call_command("import_issues", str(tmp_path / "weg"))


def test_a_forwarded_mail_is_no_download_for_visitors(run):
    outer = mail(text="Voor het archief", subject="FW: nieuws")
    outer.make_mixed()
    outer.add_attachment(mail(HTML))
    run({"x.eml": outer.as_bytes()})
    issue = NewsletterIssuePage.objects.get()
    assert issue.original is None
    assert ImportedFile.objects.get().document is not None


def test_visitors_cannot_download_the_copy_of_one_reader(run):
    link = '<a href="https://example.be/uitschrijven/0a1b2c3d4e">Uitschrijven</a>'
    row = run({"mei.html": HTML.replace("</body>", f"<p>{link}</p></body>")})["mei.html"]
    assert "personal_copy" in row["warnings"]
    assert NewsletterIssuePage.objects.get().original is None
    assert ImportedFile.objects.get().document is not None
