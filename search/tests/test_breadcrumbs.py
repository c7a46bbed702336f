"""Every document says where it stands, in the titles that are public now."""
# ruff: noqa: RUF001 - the separator is meant

from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import Locale, Page, Site

from companies.factories import ActivityFactory, CompanyIndexPageFactory
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
)
from search import index
from search.models import SearchDocument
from search.sources import breadcrumbs
from search.tests.pages import StandardPageFactory


@pytest.fixture
def section(home):
    return StandardPageFactory(parent=home, title="Afdeling", slug="afdeling")


@pytest.fixture
def page(section):
    """A page two levels below a section."""
    middle = StandardPageFactory(parent=section, title="Dienst", slug="dienst")
    return StandardPageFactory(parent=middle, title="Ploeg", slug="ploeg")


@pytest.fixture(autouse=True)
def _sound_index(db):
    """Every test here ends with an index in which nothing is missing or too much."""
    call_command("rebuild_search", stdout=StringIO())  # the home page comes from a migration
    yield
    call_command("check_search", stdout=StringIO())
    Site.clear_site_root_paths_cache()


@pytest.fixture
def tree_updates(monkeypatch) -> list[Page]:
    """The pages of which all that is below was indexed again."""
    roots, update = [], index.update_tree
    monkeypatch.setattr(index, "update_tree", lambda root: roots.append(root) or update(root))
    return roots


def trail(page: Page) -> str:
    return SearchDocument.objects.get(page=page, fragment="").breadcrumb


def test_the_home_page_and_what_is_right_below_it_have_nothing_above_them(home, section):
    home.save()
    assert trail(home) == trail(section) == ""


def test_a_page_names_what_is_above_it_without_itself(page):
    assert trail(page) == "Afdeling › Dienst"


def test_an_item_stands_in_its_issue(home):
    archive = NewsletterIndexPageFactory(parent=home, title="Nieuwsbrief")
    items = [NewsletterItemFactory.build(locale=home.locale)]
    issue = NewsletterIssuePageFactory(parent=archive, title="Nummer 3", items=items)
    item = SearchDocument.objects.get(kind="artikel")
    assert trail(issue) == "Nieuwsbrief"
    assert item.breadcrumb == "Nieuwsbrief › Nummer 3"


def test_a_kind_of_work_stands_on_the_page_that_lists_it(section):
    guide = CompanyIndexPageFactory(parent=section, title="Gids")
    ActivityFactory()
    assert SearchDocument.objects.get(kind="activiteitsoort").breadcrumb == "Afdeling › Gids"
    guide.title = "Wegwijzer"
    guide.save()
    assert SearchDocument.objects.get(kind="activiteitsoort").breadcrumb == "Afdeling › Wegwijzer"
    section.refresh_from_db()
    section.title = "Werk"
    section.save()
    assert SearchDocument.objects.get(kind="activiteitsoort").breadcrumb == "Werk › Wegwijzer"


@pytest.mark.parametrize("title", ["Werk", "Afdelingen", "Afd", "afdeling", "Afdeling › Dienst"])
def test_a_new_title_is_on_everything_below(section, page, title):
    section.refresh_from_db()
    section.title = title
    section.save_revision().publish()
    assert trail(page) == f"{title} › Dienst"


def test_the_title_of_a_draft_is_on_nothing_below(section, page, tree_updates):
    section.refresh_from_db()
    section.title = "Ontwerp"
    section.save_revision()
    assert trail(page) == "Afdeling › Dienst"
    assert tree_updates == []


def test_another_change_of_a_page_leaves_what_is_below_alone(section, page, tree_updates):
    section.refresh_from_db()
    section.summary = "Een andere samenvatting."
    section.save_revision().publish()
    assert tree_updates == []


def test_the_title_of_a_withdrawn_page_is_shown_nowhere(section, page):
    section.refresh_from_db()
    section.unpublish()
    assert trail(page) == "Dienst"
    section.save_revision().publish()
    assert trail(page) == "Afdeling › Dienst"


def test_a_page_withdrawn_with_a_new_title_is_shown_nowhere(section, page):
    section.refresh_from_db()
    section.title, section.live = "Geheim", False
    section.save()
    assert trail(page) == "Dienst"


def test_a_moved_page_and_what_is_below_it_name_their_new_place(home, section, page):
    other = StandardPageFactory(parent=home, title="Elders", slug="elders")
    page.get_parent().move(other, pos="last-child")
    assert trail(page) == "Elders › Dienst"


def test_a_translation_names_what_is_above_it_in_its_own_language(home, page):
    french = Locale.objects.create(language_code="fr")
    home.copy_for_translation(french)
    for original in [*page.get_ancestors().filter(depth__gt=2).specific(), page]:
        translation = original.copy_for_translation(french)
        translation.title = f"{original.title} (fr)"
        translation.save_revision().publish()
    assert trail(translation) == "Afdeling (fr) › Dienst (fr)"


def test_a_page_deeper_in_the_site_costs_one_query_more_however_deep(
    section, page, django_assert_num_queries
):
    deeper = StandardPageFactory(parent=page, title="Hoek", slug="hoek")
    with django_assert_num_queries(0):
        breadcrumbs(section)
    with django_assert_num_queries(1):
        breadcrumbs(deeper)
