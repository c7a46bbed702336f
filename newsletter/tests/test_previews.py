"""The preview of an issue while an editor composes it: also with items that were never saved."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from news.factories import NewsIndexPageFactory, NewsPageFactory
from newsletter.factories import NewsletterIndexPageFactory, NewsletterIssuePageFactory
from newsletter.models import NewsletterItem
from newsletter.rendering.preview import PREVIEW_MODES

pytestmark = pytest.mark.django_db
MODES = [mode for mode, _label in PREVIEW_MODES]


@pytest.fixture
def page(home):
    return NewsPageFactory(parent=NewsIndexPageFactory(parent=home), title="Nieuwe gids")


@pytest.fixture
def issue(home):
    archive = NewsletterIndexPageFactory(parent=home)
    return NewsletterIssuePageFactory(parent=archive, live=False)


def typed(issue, page) -> dict:
    """What the editor posts of an issue with one new item, about a page."""
    item = {
        "id": "",
        "rubric": "",
        "headline": "",
        "body": rich_text(""),
        "page": page.pk,
        "image": "",
        "correction": "",
        "corrected_on": "",
    }
    return nested_form_data(
        {
            "title": issue.title,
            "slug": issue.slug,
            "summary": issue.summary,
            "series": issue.series_id,
            "date": issue.date.isoformat(),
            "intro": rich_text(""),
            "items": inline_formset([item]),
            "comments": inline_formset([]),
        }
    )


@pytest.mark.parametrize("mode", MODES)
def test_an_item_that_was_not_saved_yet_is_in_the_preview(client, editor_user, issue, page, mode):
    client.force_login(editor_user)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[issue.pk])
    assert client.post(url, typed(issue, page)).json()["is_valid"]
    answer = client.get(url, {"mode": mode})
    assert answer.status_code == 200
    assert "nieuwe gids" in answer.content.decode().lower()


@pytest.mark.parametrize("mode", MODES)
def test_an_issue_that_was_not_saved_yet_can_be_previewed(client, editor_user, issue, page, mode):
    client.force_login(editor_user)
    place = ["newsletter", "newsletterissuepage", issue.get_parent().pk]
    url = reverse("wagtailadmin_pages:preview_on_add", args=place)
    assert client.post(url, {**typed(issue, page), "slug": "nieuw"}).json()["is_valid"]
    answer = client.get(url, {"mode": mode})
    assert answer.status_code == 200
    assert "nieuwe gids" in answer.content.decode().lower()


@pytest.mark.parametrize("mode", MODES)
def test_an_item_that_was_fetched_is_in_the_preview(client, editor_user, issue, page, mode):
    issue.items.add(NewsletterItem(page=page.page_ptr, locale=issue.locale, sort_order=0))
    issue.save_revision(clean=False)
    client.force_login(editor_user)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[issue.pk])
    form = {**typed(issue, page), "items-INITIAL_FORMS": "1"}
    assert client.post(url, form).json()["is_valid"]
    answer = client.get(url, {"mode": mode})
    assert answer.status_code == 200
    assert "nieuwe gids" in answer.content.decode().lower()


def test_an_item_without_a_language_has_that_of_its_issue(issue, page):
    french = Locale.objects.create(language_code="fr")
    version = page.copy_for_translation(french, copy_parents=True)
    version.title = "Nouveau guide"
    version.save_revision().publish()
    issue.locale = french
    issue.items.add(NewsletterItem(page=page.page_ptr))
    [item] = issue.items.all()
    assert item.title == "Nouveau guide"
