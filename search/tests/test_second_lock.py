"""What changes behind the back of the index is not shown, and the commands put it right."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, PageViewRestriction

from companies.factories import ActivityFactory, CompanyIndexPageFactory
from companies.models import Activity
from search.models import SearchDocument
from search.results import Search
from search.stores import get_store
from search.tests.pages import StandardPageFactory

WORD = "kwartelei"


@pytest.fixture
def page(home):
    return StandardPageFactory(parent=home, title=f"Over een {WORD}", slug="ei")


def check() -> str:
    output = StringIO()
    with pytest.raises(CommandError):
        call_command("check_search", stdout=output)
    return output.getvalue()


def rebuild(**options) -> str:
    output = StringIO()
    call_command("rebuild_search", stdout=output, **options)
    call_command("check_search", stdout=output)
    return output.getvalue()


def test_a_page_made_private_without_a_signal_is_not_shown(page, find):
    restriction = PageViewRestriction(page=page, restriction_type=PageViewRestriction.LOGIN)
    PageViewRestriction.objects.bulk_create([restriction])
    assert find(WORD) == []
    assert "hoort er niet in" in check()
    rebuild()
    assert not SearchDocument.objects.filter(page=page).exists()


def test_a_page_withdrawn_without_a_signal_is_not_shown(page, find):
    Page.objects.filter(pk=page.pk).update(live=False)
    assert find(WORD) == []
    assert "hoort er niet in" in check()
    rebuild()


# Meanwhile: between the search and the page that shows what it found


@pytest.fixture
def two_found(home):
    """A search that found two pages and has not shown them yet."""
    for slug in ("ei", "nest"):
        StandardPageFactory(parent=home, title=f"{WORD} {slug}", slug=slug)
    search = Search(WORD, "nl", sort="datum")
    assert search.count() == 2
    return search


def test_what_is_deleted_meanwhile_leaves_the_others_in_the_list(two_found):
    Page.objects.get(slug="ei").delete()
    assert [hit.document.url for hit in two_found[0:10]] == ["/nest/"]


def test_what_another_process_takes_from_the_file_meanwhile_leaves_the_others(two_found):
    gone = SearchDocument.objects.get(page__slug="ei")
    get_store().replace([gone.pk], [])
    assert [hit.document.url for hit in two_found[0:10]] == ["/nest/"]


def test_a_page_changed_without_a_signal_is_told_and_put_right(page, find):
    Page.objects.filter(pk=page.pk).update(title="Olifant")
    assert "verouderd" in check()
    rebuild()
    assert find("olifant") == ["Olifant"]
    assert find(WORD) == []


def test_a_missing_page_is_told_and_put_right(page, find):
    SearchDocument.objects.all().delete()
    assert "ontbreekt" in check()
    rebuild()
    assert find(WORD) == [f"Over een {WORD}"]


def test_a_snippet_deleted_without_a_signal_is_told_and_put_right(home, find):
    CompanyIndexPageFactory(parent=home)
    ActivityFactory(name="Groenonderhoud")
    Activity.objects.all()._raw_delete("default")
    assert "bestaat niet meer" in check()
    rebuild()
    assert find("groenonderhoud") == []


def test_a_rebuild_of_a_sound_index_changes_nothing(page):
    rebuild()
    before = set(SearchDocument.objects.values_list("pk", flat=True))
    assert " 0 bijgewerkt" in rebuild()
    assert set(SearchDocument.objects.values_list("pk", flat=True)) == before


def test_a_rebuild_of_all_writes_everything_again(page, find):
    before = set(SearchDocument.objects.values_list("pk", flat=True))
    rebuild(all=True)
    assert not before & set(SearchDocument.objects.values_list("pk", flat=True))
    assert find(WORD) == [f"Over een {WORD}"]
