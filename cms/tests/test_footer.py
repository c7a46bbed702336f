"""The links in the footer."""

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Site

from cms.models import FooterLink, SiteSettings
from cms.templatetags.site_tags import footer_pages
from home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


def settings_with(*pages):
    site_settings = SiteSettings.for_site(Site.objects.get())
    for page in pages:
        FooterLink.objects.create(settings=site_settings, page=page)
    return SiteSettings.objects.get(pk=site_settings.pk)


def test_the_footer_leads_to_the_chosen_pages(home):
    page = StandardPageFactory(parent=home)
    assert [link.pk for link in footer_pages(settings_with(page))] == [page.pk]


def test_a_page_that_is_no_longer_live_leaves_the_footer(home):
    page = StandardPageFactory(parent=home, live=False)
    assert footer_pages(settings_with(page)) == []


def test_the_footer_leads_to_the_translation(home):
    page = StandardPageFactory(parent=home)
    english = Locale.objects.get_or_create(language_code="en")[0]
    home.copy_for_translation(english)
    translated = page.copy_for_translation(english)
    translated.save_revision().publish()
    site_settings = settings_with(page)
    with translation.override("en"):
        assert [link.pk for link in footer_pages(site_settings)] == [translated.pk]


def test_a_page_without_translation_stays_in_the_footer(home):
    page = StandardPageFactory(parent=home)
    Locale.objects.get_or_create(language_code="en")
    site_settings = settings_with(page)
    with translation.override("en"):
        assert [link.pk for link in footer_pages(site_settings)] == [page.pk]


def test_a_link_to_a_page_in_another_language_says_so(home, client):
    page = StandardPageFactory(parent=home, title="Kwetsbaarheid melden")
    english = home.copy_for_translation(Locale.objects.get_or_create(language_code="en")[0])
    english.save_revision().publish()
    settings_with(page)
    html = client.get("/en/").content.decode()
    assert 'lang="nl" hreflang="nl">Kwetsbaarheid melden (Nederlands)</a>' in html
    assert ">Kwetsbaarheid melden</a>" in client.get("/").content.decode()


@pytest.mark.parametrize("count", [2, 10])
def test_more_links_cost_no_more_queries(home, count, django_assert_num_queries):
    """The links with their pages, the language, what is private, the accessibility statement."""
    pages = [StandardPageFactory(parent=home, title=f"Pagina {n}") for n in range(count)]
    site_settings = settings_with(*pages)
    with django_assert_num_queries(4):
        footer_pages(site_settings)


def test_there_is_a_footer_without_settings():
    assert footer_pages("") == []


def footer(client, url: str) -> str:
    html = client.get(url).content.decode()
    return html[html.index('<footer class="site-footer"') :]


def test_the_footer_is_in_the_language_of_the_page(home, client):
    english = Locale.objects.get_or_create(language_code="en")[0]
    home.copy_for_translation(english).save_revision().publish()
    assert "Donker" in footer(client, "/")
    assert "Dark" in footer(client, "/en/")
    assert "Donker" in footer(client, "/")


def test_a_changed_detail_is_in_the_footer_of_every_page_at_once(home, client):
    assert "09 000 00 00" not in footer(client, "/")
    site_settings = SiteSettings.for_site(Site.objects.get())
    site_settings.phone = "09 000 00 00"
    site_settings.save()
    assert "09 000 00 00" in footer(client, "/")


def test_a_page_about_the_newsletter_itself_has_no_second_form(home, client):
    assert 'id="voet-email"' in footer(client, "/")
    assert 'id="voet-email"' not in footer(client, reverse("sign_up"))
