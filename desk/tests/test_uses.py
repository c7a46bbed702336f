"""Who deletes or withdraws something reads first what would lose it."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import Locale

from cms.models import SiteDocument
from companies.factories import CompanyIndexPageFactory, CompanyPageFactory
from helpdesk.factories import PracticeCasePageFactory, PracticeIndexPageFactory
from home.demo.pictures import scene_image
from home.factories import StandardPageFactory
from home.roles import ADMINISTRATORS, HELPDESK, setup_roles
from news.factories import NewsIndexPageFactory, NewsPageFactory, ThemeFactory
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    SeriesFactory,
)

LOST = "Hier staat een link naartoe"
DISAPPEARS = "verdwijnt dan ook hier"
REFUSED = "Je kan dit niet verwijderen"
UNUSED = "Dit wordt nergens op de site gebruikt."


@pytest.fixture
def administrator(client, editor_user):
    editor_user.groups.set([Group.objects.get(name=ADMINISTRATORS)])
    client.force_login(editor_user)
    return editor_user


@pytest.fixture
def page(home):
    return StandardPageFactory(parent=home, title="Spelregels", slug="spelregels")


def linking(home, page, title: str = "Over ons"):
    text = f'<p><a linktype="page" id="{page.pk}">meer</a></p>'
    return StandardPageFactory(parent=home, title=title, slug="over", body=[("text", text)])


def screen(client, name: str, *arguments, **query) -> str:
    return client.get(reverse(name, args=arguments), query).content.decode()


def link_to(page) -> str:
    return (
        f'<a href="{reverse("wagtailadmin_pages:edit", args=[page.pk])}">{escape(page.title)}</a>'
    )


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_a_page_in_a_text_is_named(action, home, client, administrator, page):
    other = linking(home, page)
    html = screen(client, f"wagtailadmin_pages:{action}", page.pk)
    assert LOST in html
    assert link_to(other) in html


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_a_page_that_nothing_uses_says_so(action, client, administrator, page):
    html = screen(client, f"wagtailadmin_pages:{action}", page.pk)
    assert UNUSED in html
    assert LOST not in html


def test_a_page_that_another_chose_from_a_list_is_named(home, client, administrator):
    company = CompanyPageFactory(parent=CompanyIndexPageFactory(parent=home))
    case = PracticeCasePageFactory(parent=PracticeIndexPageFactory(parent=home))
    case.companies.add(company)
    case.save()
    assert link_to(case) in screen(client, "wagtailadmin_pages:delete", company.pk)


def test_several_pages_at_once_are_each_named(home, client, administrator, page):
    other = linking(home, page)
    unused = StandardPageFactory(parent=home, slug="los", title="Los")
    html = screen(
        client, "wagtail_bulk_action", "wagtailcore", "page", "delete", id=[page.pk, unused.pk]
    )
    assert link_to(other) in html
    assert UNUSED in html


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_the_translations_that_go_along_are_named(action, client, administrator, home, page):
    english = Locale.objects.get_or_create(language_code="en")[0]
    home.copy_for_translation(english)
    version = page.copy_for_translation(english)
    version.save_revision().publish()
    assert "De vertalingen gaan mee: Engels." in screen(
        client, f"wagtailadmin_pages:{action}", page.pk
    )


def test_an_image_on_a_page_says_where_it_disappears(home, client, administrator):
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home), image=scene_image("polder"))
    html = screen(client, "wagtailimages:delete", page.image.pk)
    assert DISAPPEARS in html
    assert link_to(page) in html


def test_a_document_in_a_text_says_where_it_disappears(home, client, administrator):
    document = SiteDocument.objects.create(title="Verslag", file=ContentFile(b"x", "v.txt"))
    text = f'<p><a linktype="document" id="{document.pk}">verslag</a></p>'
    page = StandardPageFactory(parent=home, title="Over ons", body=[("text", text)])
    assert link_to(page) in screen(client, "wagtaildocs:delete", document.pk)


def test_images_deleted_at_once_say_where_they_disappear(home, client, administrator):
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home), image=scene_image("polder"))
    html = screen(client, "wagtail_bulk_action", "cms", "siteimage", "delete", id=[page.image.pk])
    assert link_to(page) in html


def test_a_theme_says_which_news_loses_it(home, client, administrator):
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home))
    theme = ThemeFactory()
    page.themes.add(theme)
    page.save()
    html = screen(client, "wagtailsnippets_news_theme:delete", theme.pk)
    assert DISAPPEARS in html
    assert link_to(page) in html


def test_a_series_with_issues_is_refused_and_names_them(home, client, administrator):
    series = SeriesFactory()
    archive = NewsletterIndexPageFactory(parent=home)
    issue = NewsletterIssuePageFactory(parent=archive, series=series)
    url = reverse("wagtailsnippets_newsletter_series:delete", args=[series.pk])
    html = client.get(url).content.decode()
    assert REFUSED in html
    assert link_to(issue) in html
    client.post(url)
    series.refresh_from_db()


def test_who_may_not_edit_a_page_reads_its_name_without_a_link(home, client, editor_user, page):
    helpdesk = StandardPageFactory(parent=home, slug="helpdesk", title="Helpdesk")
    editor_user.groups.set([Group.objects.get(name=HELPDESK)])
    setup_roles()
    client.force_login(editor_user)
    case = StandardPageFactory(parent=helpdesk, title="Clausules", slug="clausules")
    other = linking(home, case)
    html = screen(client, "wagtailadmin_pages:delete", case.pk)
    assert "Over ons" in html
    assert link_to(other) not in html


def test_a_translation_with_the_same_title_is_named_with_its_language(
    home, client, administrator, page
):
    english = Locale.objects.get_or_create(language_code="en")[0]
    home.copy_for_translation(english)
    linking(home, page).copy_for_translation(english)
    html = screen(client, "wagtailadmin_pages:delete", page.pk)
    assert "(standaardpagina)" in html
    assert "(standaardpagina, Engels)" in html
