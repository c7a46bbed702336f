"""A company's profile: what may not be saved, and where else it appears."""

import datetime

import pytest
from django.core.exceptions import ValidationError
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


def test_the_status_of_today_is_the_latest(company):
    company.statuses = [
        CompanyStatusFactory.build(name="maatwerkbedrijf", since=datetime.date(2019, 1, 1)),
        CompanyStatusFactory.build(name="beschutte werkplaats", since=None),
    ]
    assert company.current_status.name == "maatwerkbedrijf"


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
