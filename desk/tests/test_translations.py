"""Translating in the admin: nothing goes on the site by accident, and one sees what is behind."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from requests import RequestException
from wagtail.models import Locale, Page
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object
from wagtail_localize.strings import StringValue

from desk.reports.translations import Progress, with_progress
from desk.translations.publishing import untranslated_texts
from home.factories import StandardPageFactory
from newsletter.factories import SeriesFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def french(db):
    return Locale.objects.create(language_code="fr")


@pytest.fixture
def french_home(home, french):
    translation = home.copy_for_translation(french)
    translation.save_revision().publish()
    return translation


@pytest.fixture
def page(home):
    return StandardPageFactory(parent=home, title="De regels", slug="regels", summary="Kort.")


@pytest.fixture
def editor(admin_client):
    return admin_client


def submit(page, locale) -> Translation:
    translate_object(page, [locale])
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)


def translate(translation: Translation, leave_out: str = "") -> None:
    """Give every text of it a translation, but for one field."""
    for segment in translation.source.stringsegment_set.exclude(context__path=leave_out):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": f"fr-{segment.string.data}"},
        )


def edit_url(translation: Translation) -> str:
    return reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])


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


def progress(page) -> str:
    return with_progress(Page.objects.filter(pk=page.pk)).get().progress_fr


def publish(translation: Translation) -> None:
    translation.source.create_or_update_translation(
        translation.target_locale, publish=False, fallback=True, copy_parent_pages=True
    )
    translation.get_target_instance().get_latest_revision().publish()


def test_the_report_knows_what_is_missing_a_draft_and_complete(page, french, french_home):
    assert progress(page) == Progress.MISSING
    translation = submit(page, french)
    assert progress(page) == Progress.DRAFT
    translate(translation)
    publish(translation)
    assert progress(page) == Progress.COMPLETE


def test_a_hidden_copy_above_a_translation_counts_as_missing(home, page, french):
    below = StandardPageFactory(parent=page, title="Onder")
    submit(below, french)
    assert progress(page) == Progress.MISSING


def test_a_translation_with_a_gap_is_out_of_date(page, french, french_home):
    translation = submit(page, french)
    translate(translation, leave_out="summary")
    publish(translation)
    assert progress(page) == Progress.OUTDATED


def test_an_address_that_stays_as_it_is_is_no_gap(page, french, french_home):
    translation = submit(page, french)
    translate(translation, leave_out="slug")
    publish(translation)
    assert untranslated_texts(translation) == []
    assert progress(page) == Progress.COMPLETE


def test_a_change_of_the_original_makes_its_translation_out_of_date(page, french, french_home):
    translation = submit(page, french)
    translate(translation)
    publish(translation)
    page.title = "De nieuwe regels"
    page.save_revision().publish()
    assert progress(page) == Progress.OUTDATED
    translation.source.update_from_db()
    assert progress(page) == Progress.OUTDATED
    translate(translation)
    TranslationSource.objects.update(last_updated_at=timezone.now())
    assert progress(page) == Progress.COMPLETE


def test_the_report_leads_to_the_work(page, french, french_home, editor):
    url = reverse("desk:translations")
    html = editor.get(url).content.decode()
    assert f"/localize/submit/page/{page.pk}/?select_locale=fr" in html
    translation = submit(page, french)
    assert edit_url(translation) in editor.get(url).content.decode()


@pytest.mark.parametrize("state", Progress.values)
def test_the_report_filters_by_language_and_state(state, page, french, french_home, editor):
    html = editor.get(reverse("desk:translations"), {"progress_fr": state}).content.decode()
    assert ("De regels" in html) is (state == Progress.MISSING)


def test_more_pages_cost_the_report_no_more_queries(home, page, french, french_home, editor):
    """The same number with 2 and with 6 pages, a translation beside each."""
    url = reverse("desk:translations")

    def count() -> int:
        editor.get(url)
        with CaptureQueriesContext(connection) as context:
            editor.get(url)
        return len(context)

    submit(page, french)
    few = count()
    for number in range(4):
        submit(StandardPageFactory(parent=home, title=f"Pagina {number}"), french)
    assert count() == few


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
