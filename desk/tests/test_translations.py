"""Translating in the admin: nothing goes on the site by accident, and one sees what is behind."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from requests import RequestException
from wagtail.models import Page
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringTranslation
from wagtail_localize.strings import StringValue

from desk.tests.translating import edit_url, submit, translate
from desk.translations.publishing import untranslated_texts
from home.factories import StandardPageFactory
from newsletter.factories import SeriesFactory

pytestmark = pytest.mark.django_db


def test_an_unfinished_translation_is_not_published_without_a_question(
    page, french, french_home, editor
):
    translation = submit(page, french)
    translate(translation, leave_out="summary")
    response = editor.post(edit_url(translation), {"action": "publish"})
    text = response.content.decode()
    assert "1 tekst is niet vertaald" in text
    assert "Toch publiceren" in text
    assert not translation.get_target_instance().live


def test_who_decides_to_publishes_an_unfinished_translation(
    page, french, french_home, editor, django_capture_on_commit_callbacks
):
    translation = submit(page, french)
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(edit_url(translation), {"action": "publish", "anyway": "1"})
    assert translation.get_target_instance().live


def test_a_finished_translation_is_published_at_once(
    page, french, french_home, editor, django_capture_on_commit_callbacks
):
    translation = submit(page, french)
    translate(translation)
    with django_capture_on_commit_callbacks(execute=True):
        response = editor.post(edit_url(translation), {"action": "publish"})
    assert response.status_code == 302
    assert translation.get_target_instance().title == "fr-De regels"
    assert translation.get_target_instance().live


def test_the_translation_of_a_withdrawn_page_is_not_published_without_a_question(
    page, french, french_home, editor
):
    translation = submit(page, french)
    translate(translation)
    page.unpublish()
    response = editor.post(edit_url(translation), {"action": "publish"})
    assert "De Nederlandse pagina zelf is niet gepubliceerd." in response.content.decode()
    assert not translation.get_target_instance().live


def test_a_page_below_a_hidden_one_is_not_published_without_a_question(page, french, editor):
    translation = submit(page, french)
    translate(translation)
    response = editor.post(edit_url(translation), {"action": "publish"})
    assert "Een pagina erboven is niet gepubliceerd" in response.content.decode()


def test_a_snippet_without_translation_is_named(home, french, french_home, editor):
    series = SeriesFactory(name="Maatwerknieuws")
    translation = submit(series, french)
    url = reverse(
        "wagtailsnippets_newsletter_series:edit", args=[translation.get_target_instance().pk]
    )
    response = editor.post(url, {"action": "publish"})
    assert "niet vertaald" in response.content.decode()


def test_a_page_that_is_not_published_is_not_submitted(home, french, editor):
    draft = StandardPageFactory(parent=home, title="Klad", live=False)
    url = reverse("wagtail_localize:submit_page_translation", args=[draft.pk])
    response = editor.post(url, {"locales": [french.pk]}, follow=True)
    assert "Publiceer eerst de Nederlandse pagina" in response.content.decode()
    assert not Page.objects.filter(locale=french).exists()


def test_bringing_changes_to_translations_publishes_nothing(page, french, french_home, editor):
    translation = submit(page, french)
    url = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    assert "Meteen publiceren" not in editor.get(url).content.decode()
    editor.post(url, {"publish_translations": "on"})
    assert not translation.get_target_instance().live


def test_who_withdraws_or_deletes_a_page_reads_that_its_translations_go_along(
    page, french, french_home, editor
):
    submit(page, french)
    warning = "De vertalingen gaan mee: Frans"
    delete = reverse("wagtailadmin_pages:delete", args=[page.pk])
    assert warning in editor.get(delete).content.decode()
    unpublish = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    assert warning in editor.get(unpublish).content.decode()


class EchoTranslator(BaseMachineTranslator):
    """A machine without network: it says what it got, or fails."""

    display_name = "Echo"

    def translate(self, source_locale, target_locale, strings):
        if self.options["FAILS"]:
            raise RequestException
        return {string: StringValue(f"fr-{string.data}") for string in strings}

    def can_translate(self, source_locale, target_locale):
        return True


def machine_translate(settings, editor, translation, fails: bool) -> str:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": f"{__name__}.EchoTranslator",
        "OPTIONS": {"FAILS": fails},
    }
    url = reverse("wagtail_localize:machine_translate", args=[translation.pk])
    return editor.post(url, follow=True).content.decode()


def test_a_machine_fills_what_is_empty(settings, page, french, french_home, editor):
    translation = submit(page, french)
    text = machine_translate(settings, editor, translation, fails=False)
    assert "Vertaald door een machine" in text
    assert untranslated_texts(translation) == []


def test_a_machine_that_fails_changes_nothing(settings, page, french, french_home, editor):
    translation = submit(page, french)
    text = machine_translate(settings, editor, translation, fails=True)
    assert "De vertaaldienst antwoordt niet" in text
    assert len(untranslated_texts(translation)) == 2


def test_without_a_machine_none_is_offered(page, french, french_home, editor):
    translation = submit(page, french)
    url = reverse("wagtail_localize:machine_translate", args=[translation.pk])
    assert editor.post(url).status_code == 404


def test_the_day_of_a_translation_is_no_english_date():
    by_hand = StringTranslation(
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        updated_at=datetime(2027, 3, 2, tzinfo=UTC),
    )
    assert by_hand.get_comment() == "Handmatig vertaald op 02/03/2027"
