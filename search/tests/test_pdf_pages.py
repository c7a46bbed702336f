"""The pages of PDF originals are found where the issue itself does not say the same."""

import datetime
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.models import SiteDocument
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
)
from newsletter.models import OriginalText
from newsletter.tests.pdffiles import column, pdf
from search.models import SearchDocument
from search.results import Search
from search.sources import expected_documents, load, source_key

MASTHEAD = ("Waas maatwerknieuws\nnr. 31 - mei 2019", 10, False)
SAID = ("Begin bij een perceel", 15, True)
SAID_TEXT = ("Een perceel is genoeg om te beginnen\nmet een opdracht op maat.", 10, False)
COLOPHON = ("De fanfare van het atelier oefent\nelke zondag op de zolder.", 10, False)
BEES = ("Op het dak van de sporthal staan\nsinds april zes bijenkasten.", 10, False)


def file(*pages, name: str = "nummer.pdf") -> ContentFile:
    return ContentFile(pdf([column(60, 70, list(page)) for page in pages]), name=name)


def original(*pages) -> SiteDocument:
    return SiteDocument.objects.create(title="Origineel", file=file(*pages))


def urls(query: str) -> list[str]:
    return [hit.document.url for hit in Search(query, "nl")[0:10]]


@pytest.fixture
def archive(home):
    return NewsletterIndexPageFactory(parent=home, title="Nieuwsbrief", slug="nieuwsbrief")


@pytest.fixture
def document(db):
    return original([MASTHEAD, SAID, SAID_TEXT], [COLOPHON, BEES])


@pytest.fixture
def issue(archive, document):
    """An issue that says the first page of its original, and not the second."""
    return NewsletterIssuePageFactory(
        parent=archive,
        title="Waas maatwerknieuws nr. 31",
        slug="nr-31",
        number=31,
        date=datetime.date(2019, 5, 14),
        original=document,
        items=[NewsletterItemFactory.build(locale=archive.locale, body=f"<p>{SAID_TEXT[0]}</p>")],
    )


@pytest.fixture(autouse=True)
def _sound_index(db):
    """Every test here ends with an index in which nothing is missing or too much."""
    call_command("rebuild_search", stdout=StringIO())  # the home page comes from a migration
    yield
    call_command("check_search", stdout=StringIO())


def test_a_word_that_only_the_original_has_opens_it_at_its_page(issue, document):
    assert urls("bijenkasten") == [f"{document.url}#page=2"]


def test_a_page_is_shown_as_a_part_of_its_issue(issue):
    (hit,) = Search("fanfare", "nl")[0:10]
    document = hit.document
    assert (document.kind, document.title) == ("origineel", issue.title)
    assert (document.issue_url, document.parent_title) == ("/nieuwsbrief/nr-31/", issue.title)
    assert (document.number, document.date.year) == (31, 2019)
    assert "<mark>fanfare</mark>" in hit.excerpt_html


def test_what_the_issue_says_itself_is_found_there_only(issue):
    (found,) = urls("perceel opdracht maat")
    assert found.startswith("/nieuwsbrief/nr-31/#artikel-")
    assert not SearchDocument.objects.filter(fragment="page=1").exists()


def test_a_title_finds_the_issue_before_a_page_of_its_original(issue):
    assert urls("waas maatwerknieuws 31") == ["/nieuwsbrief/nr-31/"]
    assert urls("nieuwsbrief mei 2019")[0].startswith("/nieuwsbrief/nr-31/")


def test_a_page_folds_into_its_issue(archive):
    text = ("De koster luidt de klok van zeven uur.", 10, False)
    NewsletterIssuePageFactory(
        parent=archive,
        slug="nr-7",
        items=[NewsletterItemFactory.build(locale=archive.locale, headline="De klok")],
        original=original([text], [COLOPHON], [("Een andere klok slaat niet.", 10, False)]),
    )
    (hit,) = Search("klok", "nl")[0:10]
    assert hit.document.kind == "artikel"
    assert hit.more_in_issue == 3  # the issue, which names its items, and two pages


def test_a_masthead_and_a_scan_give_no_rows(archive):
    NewsletterIssuePageFactory(
        parent=archive, number=31, date=datetime.date(2019, 5, 14), original=original([MASTHEAD])
    )
    NewsletterIssuePageFactory(parent=archive, original=original([], []))
    assert not SearchDocument.objects.filter(kind="origineel").exists()


def test_a_sentence_that_an_editor_changed_is_found_in_its_old_words(archive):
    old = ("Kinderen timmeren elke woensdag vogelhuisjes\nin het atelier.", 10, False)
    new = "Kinderen timmeren elke woensdag nestkastjes in het atelier."
    NewsletterIssuePageFactory(
        parent=archive,
        original=original([old]),
        items=[NewsletterItemFactory.build(locale=archive.locale, body=f"<p>{new}</p>")],
    )
    assert urls("vogelhuisjes")[0].endswith("#page=1")


def test_a_word_that_was_broken_at_the_end_of_a_line_does_not_make_a_sentence_another(archive):
    text = "De imker komt elke vrijdag langs en telt hoeveel raten er op het dak al vol zijn."
    lines = text.replace("hoeveel raten", "hoe veel\nraten")
    NewsletterIssuePageFactory(
        parent=archive,
        original=original([(lines, 10, False)]),
        items=[NewsletterItemFactory.build(locale=archive.locale, body=f"<p>{text}</p>")],
    )
    assert not SearchDocument.objects.filter(kind="origineel").exists()


def test_a_file_is_opened_once(issue, monkeypatch):
    monkeypatch.setattr("newsletter.importing.pdf.read_pages", None)
    issue.title = "Een nieuwe titel"
    issue.save()
    call_command("rebuild_search", all=True, stdout=StringIO())
    assert urls("bijenkasten") != []


def test_a_broken_file_and_another_kind_of_file_have_no_pages(archive):
    broken = SiteDocument.objects.create(title="x", file=ContentFile(b"%PDF-1.4 x", "x.pdf"))
    mail = SiteDocument.objects.create(title="x", file=ContentFile(b"Subject: x", "x.eml"))
    for document in (broken, mail):
        NewsletterIssuePageFactory(parent=archive, original=document)
    assert not SearchDocument.objects.filter(kind="origineel").exists()


# What is not public is not found --------------------------------------------------------


def test_the_original_of_a_draft_is_not_found_and_not_read(archive, document):
    NewsletterIssuePageFactory(parent=archive, original=document, live=False)
    assert urls("bijenkasten") == []
    assert not OriginalText.objects.exists()


def test_the_original_that_a_draft_of_a_public_issue_adds_is_not_found(archive, document):
    issue = NewsletterIssuePageFactory(parent=archive)
    issue.original = document
    revision = issue.save_revision()
    assert urls("bijenkasten") == []
    revision.publish()
    assert urls("bijenkasten") == [f"{document.url}#page=2"]


@pytest.mark.parametrize("change", ["unpublish", "delete", "restrict", "expire"])
def test_the_original_of_an_issue_that_is_no_longer_public_is_not_found(issue, change):
    if change == "restrict":
        PageViewRestriction.objects.create(page=issue, restriction_type="login")
    elif change == "expire":
        issue.expire_at = issue.first_published_at or datetime.datetime(
            2020, 1, 1, tzinfo=datetime.UTC
        )
        issue.save()
    else:
        getattr(issue, change)()
    assert urls("bijenkasten") == []


def test_an_original_that_an_issue_no_longer_has_is_not_found(issue):
    issue.original = None
    issue.save()
    assert urls("bijenkasten") == []


def test_a_deleted_original_is_not_found(issue, document):
    document.delete()
    assert urls("bijenkasten") == []
    assert not OriginalText.objects.exists()


def test_another_file_replaces_what_is_found(issue, document):
    document.file = file([COLOPHON], name="beter.pdf")
    document.save()
    assert urls("bijenkasten") == []
    assert urls("fanfare") == [f"{document.url}#page=1"]


def test_an_original_in_a_private_collection_is_not_found(issue, document):
    private = Collection.get_first_root_node().add_child(name="Intern")
    restriction = CollectionViewRestriction.objects.create(
        collection=private, restriction_type="login"
    )
    document.collection = private
    document.save()
    assert urls("bijenkasten") == []
    restriction.delete()
    assert urls("bijenkasten") != []
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    assert urls("bijenkasten") == []


def test_originals_that_an_editor_moves_to_a_private_collection_are_not_found(
    issue, document, admin_client
):
    private = Collection.get_first_root_node().add_child(name="Intern")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    action = reverse("wagtail_bulk_action", args=["cms", "sitedocument", "add_to_collection"])
    admin_client.post(f"{action}?id={document.pk}", {"collection": private.pk})
    document.refresh_from_db()
    assert document.collection == private
    assert urls("bijenkasten") == []


@pytest.mark.parametrize("pages", [1, 20])
def test_a_longer_original_costs_no_more_queries(archive, pages, django_assert_num_queries):
    document = original(*[[(f"Zin met {'x' * (n + 3)}.", 10, False)] for n in range(pages)])
    issue = NewsletterIssuePageFactory(parent=archive, original=document)
    fresh = load(source_key(issue))
    with django_assert_num_queries(9):
        assert len(expected_documents(fresh, private=[])) == 1 + pages
