"""What is not public is not found, whatever happened to it, and what is public is."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale, Page, PageViewRestriction, Site

from search.models import SearchDocument
from search.results import Search
from search.tests.pages import StandardPageFactory

WORD = "kwartelei"


def restrict(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )


@pytest.fixture
def section(home):
    """A public page with a public page below it."""
    return StandardPageFactory(parent=home, title="Afdeling", slug="afdeling")


@pytest.fixture
def page(section):
    return StandardPageFactory(parent=section, title=f"Over een {WORD}", slug="ei")


def urls() -> list[str]:
    return [hit.document.url for hit in Search(WORD, "nl")[0:10]]


@pytest.fixture(autouse=True)
def _sound_index(db):
    """Every test here ends with an index in which nothing is missing or too much."""
    call_command("rebuild_search", stdout=StringIO())  # the home page comes from a migration
    yield
    call_command("check_search", stdout=StringIO())
    Site.clear_site_root_paths_cache()


def test_a_published_page_is_found(page):
    assert urls() == ["/afdeling/ei/"]


def test_a_draft_is_not_found(section):
    StandardPageFactory(parent=section, title=WORD, live=False)
    assert urls() == []


def test_the_draft_of_a_published_page_is_not_found(page):
    page.title = "Iets over een olifant"
    page.save_revision()
    assert urls() == ["/afdeling/ei/"]
    assert not Search("olifant", "nl").count()


def test_a_published_revision_is_found_by_its_new_words_only(page):
    page.title = "Iets over een olifant"
    page.save_revision().publish()
    assert urls() == []
    assert Search("olifant", "nl").count() == 1


def test_an_unpublished_page_is_not_found(page):
    page.unpublish()
    assert urls() == []


def test_a_page_unpublished_through_its_base_class_is_not_found(page):
    Page.objects.get(pk=page.pk).unpublish()
    assert urls() == []


def test_a_page_published_again_is_found_again(page):
    page.unpublish()
    page.save_revision().publish()
    assert urls() == ["/afdeling/ei/"]


def test_pages_unpublished_with_their_parent_are_not_found(section, page, admin_user):
    UnpublishPageAction(section, include_descendants=True, user=admin_user).execute()
    assert urls() == []


def test_a_page_to_be_published_later_is_not_found(section):
    later = StandardPageFactory(parent=section, title=WORD, live=False)
    later.go_live_at = timezone.now() + datetime.timedelta(days=1)
    later.save_revision().publish()
    assert urls() == []


def test_an_expired_page_is_not_found_even_before_it_is_withdrawn(page):
    page.expire_at = timezone.now() - datetime.timedelta(minutes=1)
    page.save()
    assert page.live
    assert urls() == []


def test_a_deleted_page_is_not_found(page):
    page.delete()
    assert urls() == []


def test_a_page_deleted_with_its_parent_is_not_found(section, page):
    restrict(page)
    section.delete()
    assert not SearchDocument.objects.filter(url_path__startswith="/afdeling/").exists()


def test_a_private_page_is_not_found(page):
    restrict(page)
    assert urls() == []


def test_a_page_below_a_private_page_is_not_found(section, page):
    restrict(section)
    assert urls() == []


def test_a_page_made_below_a_private_page_is_not_found(section):
    restrict(section)
    StandardPageFactory(parent=section, title=WORD)
    assert urls() == []


def test_a_page_that_is_no_longer_private_is_found(section, page):
    restrict(section).delete()
    assert urls() == ["/afdeling/ei/"]


def test_a_page_moved_below_a_private_page_is_not_found(home, section, page):
    private = StandardPageFactory(parent=home, title="Intern", slug="intern")
    restrict(private)
    section.move(private, pos="last-child")
    assert urls() == []


def test_a_page_moved_out_of_a_private_section_is_found(home, section, page):
    restrict(section)
    page.move(home, pos="last-child")
    assert urls() == ["/ei/"]


@pytest.mark.parametrize("is_live", [True, False])
def test_what_is_below_a_page_that_leaves_a_private_section_is_found(home, section, page, is_live):
    private = StandardPageFactory(parent=home, title="Besloten", slug="besloten")
    restrict(private)
    section.move(private, pos="last-child")
    section = Page.objects.get(pk=section.pk).specific
    if not is_live:
        section.unpublish()
    section.move(home, pos="last-child")
    assert urls() == ["/afdeling/ei/"]


def test_a_moved_page_and_what_is_below_it_are_found_at_their_new_address(home, section, page):
    other = StandardPageFactory(parent=home, title="Elders", slug="elders")
    section.move(other, pos="last-child")
    assert urls() == ["/elders/afdeling/ei/"]


def test_a_new_slug_changes_the_address_of_what_is_below(section, page):
    section.slug = "dienst"
    section.save()
    assert urls() == ["/dienst/ei/"]


def test_a_new_slug_of_an_unpublished_parent_changes_the_address_of_what_is_below(section, page):
    section.unpublish()
    section.slug = "dienst"
    section.save()
    assert urls() == ["/dienst/ei/"]


def test_a_new_slug_of_the_home_page_changes_no_address(home, section, page):
    home.slug = "start"
    home.save()
    assert urls() == ["/afdeling/ei/"]


def test_a_page_outside_every_site_is_not_found(page):
    page.move(Page.get_first_root_node(), pos="last-child")
    assert urls() == []


def test_a_copy_is_found_unless_it_is_a_draft(section, page):
    page.copy(update_attrs={"slug": "kopie"}, keep_live=False)
    assert urls() == ["/afdeling/ei/"]
    page.copy(update_attrs={"slug": "nog-een"}, keep_live=True)
    assert sorted(urls()) == ["/afdeling/ei/", "/afdeling/nog-een/"]


def test_an_alias_of_a_withdrawn_page_is_not_found(home, page):
    page.create_alias(parent=home, update_slug="alias")
    assert len(urls()) == 2
    page.unpublish()
    assert urls() == []


def test_a_translation_is_found_in_its_own_language_once_it_is_published(home, page):
    french = Locale.objects.create(language_code="fr")
    home.copy_for_translation(french, alias=True)
    translation = page.copy_for_translation(french, copy_parents=True)
    assert Search(WORD, "fr").count() == 0
    translation.title = f"À propos d'un {WORD}"
    translation.save_revision().publish()
    assert [hit.document.url for hit in Search(WORD, "fr")[0:5]] == ["/fr/afdeling/ei/"]
    assert urls() == ["/afdeling/ei/"]


def test_a_change_that_is_rolled_back_leaves_the_index_as_it_was(page):
    with transaction.atomic():
        page.unpublish()
        transaction.set_rollback(True)
    assert urls() == ["/afdeling/ei/"]


def test_moving_the_site_to_another_root_changes_every_address(home, section, page):
    site = home.get_site()
    site.root_page = section
    site.save()
    assert urls() == ["/ei/"]


def test_the_home_page_itself_is_found(home):
    home.title = f"Welkom bij het {WORD}"
    home.save()
    assert urls() == ["/"]
