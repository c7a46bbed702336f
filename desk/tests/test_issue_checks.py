"""What the desk knows of an issue before it is sent."""

import pytest

from desk.checks.issues import check_issue
from desk.models import CheckedLink
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
)
from search.vocabulary import Synonym, SynonymName

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_issue(home):
    def make(body):
        items = [NewsletterItemFactory.build(body=body)]
        return NewsletterIssuePageFactory(
            parent=NewsletterIndexPageFactory(parent=home), items=items
        )

    return make


def test_a_heading_below_a_headline_is_right(make_issue):
    assert list(check_issue(make_issue("<h3>Zo</h3><p>Vraag het ons.</p>"))) == []


def test_a_link_that_was_found_broken_is_named(make_issue):
    CheckedLink.objects.create(url="https://www.example.be/weg", failures=2)
    CheckedLink.objects.create(url="https://www.example.be/even", failures=1)
    issue = make_issue(
        '<p><a href="https://www.example.be/weg">De gids</a>'
        ' <a href="https://www.example.be/even">de lijst</a></p>'
    )
    [finding] = check_issue(issue)
    assert (finding.excerpt, finding.blocks) == ("https://www.example.be/weg", False)


def test_a_former_name_and_an_empty_link_are_advice(make_issue):
    synonym = Synonym(preferred="maatwerkbedrijf")
    synonym.names = [SynonymName(name="beschutte werkplaats", is_former=True)]
    synonym.save()
    issue = make_issue('<p>De beschutte werkplaats: <a href="/bedrijven/">klik hier</a></p>')
    issue.date = None  # a draft of today
    assert {finding.excerpt for finding in check_issue(issue)} == {
        "beschutte werkplaats",
        "klik hier",
    }
