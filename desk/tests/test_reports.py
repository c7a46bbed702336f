"""The reports of the desk show what they are about."""

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from companies.factories import CompanyIndexPageFactory, CompanyPageFactory
from desk.models import CheckedLink
from desk.waiting import waiting_for
from home.factories import StandardPageFactory
from tests.admin.dutch import Screen


def test_the_report_of_broken_links_leads_to_the_pages_with_such_a_link(home, client, editor_user):
    page = StandardPageFactory(parent=home, title="Over ons")
    link = CheckedLink.objects.create(
        url="https://www.example.be/weg", failures=2, broken_since=timezone.now()
    )
    link.pages.add(page)
    client.force_login(editor_user)
    html = client.get(reverse("desk:links")).content.decode()
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[page.pk])}"' in html


def test_a_report_of_pages_shows_its_own_columns(home, client, editor_user):
    guide = CompanyIndexPageFactory(parent=home)
    CompanyPageFactory(parent=guide, title="Mo-Clean", email="info@example.be")
    client.force_login(editor_user)
    texts = Screen(client.get(reverse("desk:profiles")).content.decode()).texts
    assert {"Mo-Clean", "info@example.be", "1-1 van 1 bedrijf"} <= set(texts)


def test_a_page_to_check_is_listed_and_counted_once_with_the_number_of_its_translations(
    home, client, editor_user
):
    english = Locale.objects.get_or_create(language_code="en")[0]
    page = StandardPageFactory(parent=home, review_on=timezone.localdate())
    for original in (home, page):
        original.copy_for_translation(english).save_revision().publish()
    client.force_login(editor_user)
    response = client.get(reverse("desk:reviews"), {"due": "due"})
    assert [(page.pk, page.translations) for page in response.context["pages"]] == [(page.pk, 1)]
    [work] = [work for work in waiting_for(editor_user) if work.name == "reviews"]
    assert work.count == 1


def test_a_page_that_exists_in_english_only_is_checked_as_well(home, client, editor_user):
    english = Locale.objects.get_or_create(language_code="en")[0]
    version = home.copy_for_translation(english)
    version.save_revision().publish()
    page = StandardPageFactory(parent=version, locale=english, review_on=timezone.localdate())
    client.force_login(editor_user)
    response = client.get(reverse("desk:reviews"), {"due": "due"})
    assert [page.pk for page in response.context["pages"]] == [page.pk]


def test_a_profile_is_listed_and_counted_once_for_all_languages(home, client, editor_user):
    english = Locale.objects.get_or_create(language_code="en")[0]
    guide = CompanyIndexPageFactory(parent=home)
    company = CompanyPageFactory(parent=guide)
    for page in (home, guide, company):
        page.copy_for_translation(english).save_revision().publish()
    client.force_login(editor_user)
    response = client.get(reverse("desk:profiles"))
    assert [page.pk for page in response.context["pages"]] == [company.pk]
    [work] = [work for work in waiting_for(editor_user) if work.name == "profiles"]
    assert work.count == 1


def test_what_a_command_published_names_the_system(home, client, editor_user):
    StandardPageFactory(parent=home).save_revision().publish()
    client.force_login(editor_user)
    html = client.get(reverse("wagtailadmin_reports:aging_pages")).content.decode()
    assert "systeem" in Screen(html).texts
    assert "None" not in Screen(html).texts
