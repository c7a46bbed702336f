"""What happens to a Dutch page happens to its translations."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.operations import translate_object

from home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def french_home(home):
    translation = home.copy_for_translation(Locale.objects.create(language_code="fr"))
    translation.save_revision().publish()
    return translation


@pytest.fixture
def section(home):
    return StandardPageFactory(parent=home, title="Afdeling", slug="afdeling")


def translated(page, locale):
    """A published French version."""
    translation = page.copy_for_translation(locale)
    translation.title = f"{page.title} en français"
    translation.save_revision().publish()
    translation.refresh_from_db()
    return translation


@pytest.fixture
def page(section):
    return StandardPageFactory(parent=section, title="Regel", slug="regel")


@pytest.fixture
def french_section(section, french_home):
    return translated(section, french_home.locale)


@pytest.fixture
def french(page, french_section):
    return translated(page, french_section.locale)


def is_live(page) -> bool:
    return Page.objects.get(pk=page.pk).live


def is_public(page) -> bool:
    return Page.objects.filter(pk=page.pk).live().public().exists()


def test_a_withdrawn_page_takes_its_translation_along(page, french):
    page.unpublish()
    assert not is_live(french)


def test_a_withdrawn_translation_leaves_the_original(page, french):
    french.unpublish()
    assert is_live(page)


def test_a_page_published_again_does_not_publish_its_translation(page, french):
    page.unpublish()
    page.save_revision().publish()
    assert not is_live(french)


def test_an_expired_page_takes_its_translation_along(page, french):
    page.expire_at = timezone.now() - datetime.timedelta(minutes=1)
    page.save_revision()
    page.save()
    call_command("publish_scheduled", verbosity=0)
    assert not is_live(page)
    assert not is_live(french)


def test_a_withdrawn_page_takes_its_translation_off_the_schedule(page, french):
    french.unpublish()
    french.go_live_at = timezone.now() + datetime.timedelta(days=1)
    french.save_revision().publish()
    page.unpublish()
    assert not french.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_pages_withdrawn_through_a_queryset_take_theirs_along(page, french):
    Page.objects.filter(pk=page.pk).unpublish()
    assert not is_live(french)


def test_a_page_that_becomes_private_makes_its_translation_private(page, french):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert not is_public(french)
    restriction.delete()
    assert is_public(french)


def test_the_groups_that_may_read_a_page_may_read_its_translation(page, french):
    group = Group.objects.create(name="Bestuur")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.add(group)
    assert [*french.view_restrictions.get().groups.all()] == [group]


def test_a_translation_made_of_a_private_page_is_private(page, french_section):
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert not is_public(translated(page, french_section.locale))


def test_the_privacy_of_a_translation_does_not_touch_the_original(page, french):
    PageViewRestriction.objects.create(page=french, restriction_type="login")
    assert is_public(page)
    assert french.view_restrictions.count() == 1


def test_a_moved_page_takes_its_translation_along(home, page, french):
    other = StandardPageFactory(parent=home, title="Elders", slug="elders")
    place = translated(other, french.locale)
    page.move(other, pos="last-child")
    assert Page.objects.get(pk=french.pk).is_child_of(place)
    assert is_live(french)


def test_a_translation_moves_below_a_hidden_copy_where_the_place_is_not_translated(
    home, page, french
):
    private = StandardPageFactory(parent=home, title="Intern", slug="intern")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    page.move(private, pos="last-child")
    parent = Page.objects.get(pk=french.pk).get_parent()
    assert parent.translation_key == private.translation_key
    assert not parent.live
    assert not is_public(french)


def test_a_moved_translation_gets_a_free_address(home, page, french):
    other = StandardPageFactory(parent=home, title="Elders", slug="elders")
    place = translated(other, french.locale)
    StandardPageFactory(parent=place, title="Autre", slug="regel", locale=french.locale)
    page.move(other, pos="last-child")
    assert Page.objects.get(pk=french.pk).slug == "regel-1"


def test_a_page_moved_among_its_siblings_moves_nothing(section, page, french, french_section):
    sibling = StandardPageFactory(parent=section, title="Andere", slug="andere")
    page.move(sibling, pos="right")
    assert Page.objects.get(pk=french.pk).is_child_of(french_section)


def test_a_deleted_page_takes_its_translation_along(page, french):
    page.delete()
    assert not Page.objects.filter(pk=french.pk).exists()


def test_a_deleted_section_takes_all_translations_along(section, french, french_section):
    section.delete()
    assert not Page.objects.filter(pk__in=[french.pk, french_section.pk]).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_deleted_translation_leaves_the_original(page, french):
    french.delete()
    assert is_live(page)


def test_submitting_a_page_publishes_neither_it_nor_the_pages_above_it(home, page, client):
    translate_object(page, [Locale.objects.create(language_code="fr")])
    copies = Page.objects.filter(locale__language_code="fr")
    assert copies.count() == 3
    assert not copies.live().exists()
    assert client.get("/fr/").status_code == 404
    assert client.get("/fr/afdeling/").status_code == 404


def test_publishing_the_original_publishes_no_untranslated_copy(home, section, page):
    translate_object(page, [Locale.objects.create(language_code="fr")])
    section.save_revision().publish()
    assert not Page.objects.filter(locale__language_code="fr").live().exists()
