"""Newsletter items, terms and snippets are found by themselves and follow what they show."""

import datetime

import pytest
from wagtail.models import PageViewRestriction, ReferenceIndex

from companies.factories import ActivityFactory, CompanyIndexPageFactory, CompanyPageFactory
from companies.models import CpvCode
from helpdesk.factories import (
    GlossaryPageFactory,
    GlossaryTermFactory,
    PracticeCasePageFactory,
    PracticeIndexPageFactory,
)
from helpdesk.models import LegalRule
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
    RubricFactory,
)
from search.models import SearchDocument
from search.results import Search


@pytest.fixture
def issue(home):
    archive = NewsletterIndexPageFactory(parent=home, slug="nieuwsbrief")
    item = NewsletterItemFactory.build(headline="Appels", body="<p>Een mand appels.</p>")
    issue = NewsletterIssuePageFactory.build(
        title="Herfstnummer",
        slug="herfst",
        number=7,
        date=datetime.date(2016, 10, 1),
        series=NewsletterIssuePageFactory.series.get_factory()(),
        items=[item],
    )
    return archive.add_child(instance=issue)


def found(query: str) -> list[SearchDocument]:
    return [hit.document for hit in Search(query, "nl")[0:10]]


def items(query: str) -> list[SearchDocument]:
    return [document for document in found(query) if document.kind == "artikel"]


def test_an_item_is_a_hit_of_its_own_that_leads_to_its_anchor(issue):
    (document,) = items("appels")
    assert document.url == f"/nieuwsbrief/herfst/#{issue.items.get().anchor}"
    assert document.issue_url == "/nieuwsbrief/herfst/"
    assert document.parent_title == "Herfstnummer"
    assert document.series_name == issue.series.name
    assert (document.number, document.date) == (7, datetime.date(2016, 10, 1))


def test_the_items_of_a_withdrawn_issue_are_not_found(issue):
    issue.unpublish()
    assert found("appels") == []


def test_the_items_of_a_private_issue_are_not_found(issue):
    PageViewRestriction.objects.create(page=issue, restriction_type="login")
    assert found("appels") == []


def test_an_item_in_a_draft_is_not_found(issue):
    issue.items.add(NewsletterItemFactory.build(headline="Peren"))
    issue.save_revision()
    assert items("peren") == []


def test_a_published_change_of_the_items_is_found(issue):
    issue.items.set([NewsletterItemFactory.build(headline="Peren"), *issue.items.all()])
    issue.save_revision().publish()
    assert len(items("peren")) == 1
    assert len(items("appels")) == 1


def test_an_item_taken_out_while_others_come_in_is_gone(issue):
    issue.items.set([NewsletterItemFactory.build(headline="Peren")])
    issue.save_revision().publish()
    assert items("appels") == []
    assert len(items("peren")) == 1


def test_an_item_that_is_saved_or_deleted_by_itself_is_followed(issue):
    item = NewsletterItemFactory(issue=issue, headline="Peren")
    assert len(items("peren")) == 1
    item.delete()
    assert items("peren") == []


def test_a_rubric_with_a_new_name_is_found_under_it(issue):
    rubric = RubricFactory(name="Tip", slug="tip")
    item = issue.items.get()
    item.rubric = rubric
    item.save()
    rubric.name = "Weetje"
    rubric.save()
    assert [document.rubric_name for document in items("weetje appels")] == ["Weetje"]


def test_a_deleted_rubric_is_no_longer_named(issue):
    item = issue.items.get()
    item.rubric = RubricFactory(name="Weetje", slug="weetje")
    item.save()
    item.rubric.delete()
    assert [document.rubric_name for document in items("appels")] == [""]


def test_an_item_that_borrows_the_title_of_a_page_follows_it(home, issue):
    companies = CompanyIndexPageFactory(parent=home)
    company = CompanyPageFactory(parent=companies, title="De Klokke")
    NewsletterItemFactory(issue=issue, headline="", body="", page=company)
    ReferenceIndex.create_or_update_for_object(issue)
    company.title = "De Beiaard"
    company.save()
    assert [document.title for document in items("beiaard")] == ["De Beiaard"]


def test_a_changed_rule_stands_on_older_items(issue):
    rule = LegalRule.objects.create(
        title="Nieuwe wet",
        valid_from=datetime.date(2017, 6, 30),
        notice="Er geldt een nieuwe wet.",
        locale=issue.locale,
    )
    assert items("appels")[0].notice == "Nieuwe wet"
    rule.delete()
    assert items("appels")[0].notice == ""


def test_a_term_is_found_by_its_former_name(home):
    glossary = GlossaryPageFactory(parent=home, slug="begrippen")
    GlossaryTermFactory(page=glossary, term="Maatwerkbedrijf", former_names="beschutte werkplaats")
    (document,) = found("beschutte werkplaats")
    assert (document.kind, document.title) == ("begrip", "Maatwerkbedrijf")
    assert document.url == "/begrippen/#begrip-maatwerkbedrijf"


def test_an_activity_is_found_by_a_code_and_leads_to_the_companies(home):
    CompanyIndexPageFactory(parent=home, slug="bedrijven")
    activity = ActivityFactory(name="Groenonderhoud", slug="groen")
    activity.cpv_codes.add(CpvCode.objects.create(code="77310000-6", label="Beplanten"))
    activity.save()
    (document,) = found("77310000")
    assert document.url == "/bedrijven/?activiteit=groen"


def test_an_activity_without_a_public_list_of_companies_is_not_found(home):
    companies = CompanyIndexPageFactory(parent=home)
    ActivityFactory(name="Groenonderhoud")
    assert len(found("groenonderhoud")) == 1
    companies.unpublish()
    assert found("groenonderhoud") == []
    companies.save_revision().publish()
    assert len(found("groenonderhoud")) == 1


def test_a_deleted_activity_is_not_found(home):
    CompanyIndexPageFactory(parent=home)
    ActivityFactory(name="Groenonderhoud").delete()
    assert found("groenonderhoud") == []


@pytest.fixture
def case(home):
    """About a company and an activity, which are chosen in many-to-many fields."""
    company = CompanyPageFactory(parent=CompanyIndexPageFactory(parent=home), title="Zilverreiger")
    case = PracticeCasePageFactory(parent=PracticeIndexPageFactory(parent=home), title="Praktijk")
    case.companies = [company]
    case.activities = [ActivityFactory(name="Beiaardspel")]
    case.save_revision().publish()
    return case


def test_a_case_is_found_by_the_name_that_its_company_has_now(case):
    company = case.companies.get()
    company.title = "Kwartelei"
    company.save_revision().publish()
    assert "Praktijk" in [document.title for document in found("kwartelei")]
    assert found("zilverreiger") == []


def test_a_deleted_company_is_no_longer_named_by_a_case(case):
    case.companies.get().delete()
    assert found("zilverreiger") == []
    assert "Praktijk" in [document.title for document in found("beiaardspel")]


def test_a_company_that_goes_with_its_section_is_no_longer_named_by_a_case(case):
    case.companies.get().get_parent().delete()
    assert found("zilverreiger") == []


def test_a_deleted_activity_is_no_longer_named_by_a_case(case):
    case.activities.get().delete()
    assert found("beiaardspel") == []
    assert "Praktijk" in [document.title for document in found("zilverreiger")]


def test_a_deleted_company_is_no_longer_named_by_its_parts(home):
    guide = CompanyIndexPageFactory(parent=home)
    whole = CompanyPageFactory(parent=guide, title="Zilverreiger")
    part = CompanyPageFactory(parent=guide, title="Winkel", part_of=whole)
    ReferenceIndex.create_or_update_for_object(part)
    whole.delete()
    assert found("zilverreiger") == []


def test_an_item_that_borrowed_the_title_of_a_deleted_page_forgets_it(home, issue):
    company = CompanyPageFactory(parent=CompanyIndexPageFactory(parent=home), title="De Klokke")
    NewsletterItemFactory(issue=issue, headline="", body="", page=company)
    ReferenceIndex.create_or_update_for_object(issue)
    issue.save_revision().publish()
    assert items("klokke")
    company.delete()
    assert items("klokke") == []


def test_what_refers_to_each_other_can_be_deleted_together(home, case):
    home.delete()
    assert found("praktijk") == []
