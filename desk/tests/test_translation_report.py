"""The report of translations: what is missing, a draft, behind or complete, and for whom."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from desk.reports.translations import Progress, with_progress
from desk.tests.translating import edit_url, publish, submit, translate
from desk.translations.publishing import untranslated_texts
from desk.waiting import waiting_for
from home.factories import StandardPageFactory
from home.roles import TRANSLATORS, setup_roles
from users.models import User

pytestmark = pytest.mark.django_db


def progress(page) -> str:
    return with_progress(Page.objects.filter(pk=page.pk)).get().progress_fr


@pytest.fixture
def translator(french_home):
    setup_roles()
    person = User.objects.create_user("vertaler")
    person.groups.add(Group.objects.get(name=TRANSLATORS))
    return person


def behind(person) -> list[int]:
    return [work.count for work in waiting_for(person) if work.name == "translations"]


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


def test_a_translator_who_may_not_change_the_dutch_page_finds_it(page, translator, client):
    client.force_login(translator)
    html = client.get(reverse("desk:translations")).content.decode()
    assert "De regels" in html
    assert f"/localize/submit/page/{page.pk}/?select_locale=fr" in html


def test_what_is_not_finished_waits_for_a_translator(page, french, translator, client):
    assert behind(translator) == []
    translation = submit(page, french)
    assert behind(translator) == [1]
    client.force_login(translator)
    listed = client.get(reverse("desk:translations"), {"work": "behind"}).context["pages"]
    assert [one.pk for one in listed] == [page.pk]
    translate(translation)
    publish(translation)
    assert behind(translator) == []
