"""A company's profile: what may not be saved, and where else it appears."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from companies.appearances import appearances
from companies.factories import (
    CompanyIndexPageFactory,
    CompanyPageFactory,
    CompanyStatusFactory,
)
from news.factories import NewsIndexPageFactory, NewsPageFactory
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
)


@pytest.fixture
def company(home):
    return CompanyPageFactory(parent=CompanyIndexPageFactory(parent=home), title="Werkplaats")


@pytest.fixture
def news(home, company):
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home), title="Nieuws over hen")
    page.companies = [company]
    page.save_revision().publish()
    return page


def test_a_company_is_no_part_of_itself(company):
    company.part_of = company
    with pytest.raises(ValidationError) as error:
        company.full_clean()
    assert "part_of" in error.value.message_dict


def test_two_companies_are_no_parts_of_each_other(company):
    part = CompanyPageFactory(parent=company.get_parent(), title="Deel", part_of=company)
    company.part_of = part
    with pytest.raises(ValidationError):
        company.full_clean()


def test_a_number_of_staff_needs_its_year(company):
    company.staff_count = 315
    with pytest.raises(ValidationError) as error:
        company.full_clean()
    assert "staff_year" in error.value.message_dict


def mistakes(company) -> dict[str, list[str]]:
    with translation.override("en"):
        with pytest.raises(ValidationError) as error:
            company.full_clean()
        return error.value.message_dict


def test_a_year_of_the_count_needs_its_number_of_staff(company):
    company.staff_year = 2020
    assert mistakes(company) == {
        "staff_count": ["A year of the count goes with a number of staff."]
    }


@pytest.mark.parametrize(
    ("count", "year", "wrong"),
    [
        (0, 2020, "staff_count"),
        (0, None, "staff_count"),
        (100_001, 2020, "staff_count"),
        (315, 99999, "staff_year"),
        (315, 1899, "staff_year"),
        (315, 2027, "staff_year"),
    ],
)
def test_a_number_of_staff_and_its_year_can_be_true(company, count, year, wrong):
    company.staff_count, company.staff_year = count, year
    with time_machine.travel(datetime.datetime(2026, 12, 31, 12, tzinfo=datetime.UTC)):
        found = mistakes(company)
    assert set(found) == {wrong}
    assert "Ensure this value is" in found[wrong][0]


def test_staff_counted_this_year_may_be_saved(company):
    company.staff_count, company.staff_year = 1, timezone.localdate().year
    company.full_clean()


@pytest.mark.parametrize("field", ["checked_on", "eligibility_checked_on"])
def test_nobody_checked_anything_in_the_future(company, field):
    setattr(company, field, timezone.localdate())
    company.full_clean()
    setattr(company, field, timezone.localdate() + datetime.timedelta(days=1))
    assert mistakes(company) == {field: ["This day is in the future."]}


def test_a_company_has_one_telephone_number(company):
    company.phone = "03 780 52 00 / 0470 12 34 56"
    assert set(mistakes(company)) == {"phone"}


@pytest.mark.parametrize(
    ("phone", "href"),
    [
        ("+32 (0)3 780 52 00", "tel:+3237805200"),
        ("03/780.52.00", "tel:037805200"),
        ("03 780 52 00 / 0470 12 34 56", None),
    ],
)
def test_every_number_is_shown_and_the_one_that_can_be_dialled_is_a_link(
    client, company, phone, href
):
    company.phone = phone
    company.save(clean=False)
    html = BeautifulSoup(client.get(company.url).content, "html.parser")
    contact = html.find("section", attrs={"aria-labelledby": "contact"})
    link = contact.find("a", href=lambda value: value.startswith("tel:"))
    assert (link and link["href"]) == href
    assert phone in contact.text


def test_the_address_for_mail_stands_below_its_button(client, company):
    company.email = "wase-werkplaats-voor-iedereen@example.be"
    company.save()
    html = BeautifulSoup(client.get(company.url).content, "html.parser")
    button = html.find("a", href=f"mailto:{company.email}")
    assert company.email not in button.text
    assert button.find_next_sibling(class_="meta").text == company.email


def test_the_status_of_today_is_the_latest(company):
    company.statuses = [
        CompanyStatusFactory.build(name="maatwerkbedrijf", since=datetime.date(2019, 1, 1)),
        CompanyStatusFactory.build(name="beschutte werkplaats", since=None),
    ]
    assert company.current_status.name == "maatwerkbedrijf"


def test_a_status_that_still_has_to_begin_is_not_that_of_today(company):
    today = timezone.localdate()
    company.statuses = [
        CompanyStatusFactory.build(name="vanaf morgen", since=today + datetime.timedelta(days=1)),
        CompanyStatusFactory.build(name="vanaf vandaag", since=today),
        CompanyStatusFactory.build(name="vroeger", since=None),
    ]
    assert company.current_status.name == "vanaf vandaag"


def test_a_company_whose_only_status_still_has_to_begin_has_none_today(company):
    later = timezone.localdate() + datetime.timedelta(days=1)
    company.statuses = [CompanyStatusFactory.build(since=later)]
    assert company.current_status is None


def test_news_for_which_it_was_chosen_appears(company, news):
    assert appearances(company) == [news]


def test_an_issue_with_an_item_about_it_appears(home, company):
    item = NewsletterItemFactory.build(page=company)
    issue = NewsletterIssuePageFactory(
        parent=NewsletterIndexPageFactory(parent=home), items=[item]
    )
    assert appearances(company) == [issue]


def test_a_draft_does_not_appear(company, news):
    news.unpublish()
    assert appearances(company) == []


def test_a_private_page_does_not_appear(company, news):
    PageViewRestriction.objects.create(page=news, restriction_type="login")
    assert appearances(company) == []


def test_a_page_says_so_to_visitors(client, company, news):
    assert "Nieuws over hen" in client.get(company.url).content.decode()
