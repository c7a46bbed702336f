"""The form in which editors write a page offers what is in its own language."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from companies.factories import CompanyIndexPageFactory, CompanyPageFactory
from news.factories import NewsIndexPageFactory, NewsPageFactory, ThemeFactory


@pytest.fixture
def translated(home):
    """A company and a theme in Dutch, each with its French translation."""
    french = Locale.objects.create(language_code="fr")
    index = CompanyIndexPageFactory(parent=home)
    company, theme = CompanyPageFactory(parent=index, title="Wasserij"), ThemeFactory(name="Werk")
    home.copy_for_translation(french)
    index.copy_for_translation(french)
    french_company = company.copy_for_translation(french)
    french_theme = theme.copy_for_translation(french)
    french_theme.save()
    return {"nl": (company, theme), "fr": (french_company, french_theme)}


@pytest.fixture
def offered(client, editor_user):
    """Gives the companies and the themes that the form of a page offers."""
    client.force_login(editor_user)

    def offered_(page) -> dict[str, set[int]]:
        response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        fields = response.context["form"].fields
        return {
            name: {one.pk for one in fields[name].queryset} for name in ("companies", "themes")
        }

    return offered_


def test_each_choice_is_offered_once_and_not_once_for_each_translation(home, translated, offered):
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home))
    company, theme = translated["nl"]
    assert offered(page) == {"companies": {company.pk}, "themes": {theme.pk}}


def test_what_was_chosen_before_stays_whatever_its_language(home, translated, offered):
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home))
    company, theme = translated["nl"]
    page.companies = [translated["fr"][0]]
    page.save()
    kept = {company.pk, translated["fr"][0].pk}
    assert offered(page) == {"companies": kept, "themes": {theme.pk}}
