"""What editors put above the results."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion
from wagtail.models import Locale, PageViewRestriction

from search.log import log_search
from search.promotions import Promoted, promoted
from search.tests.pages import StandardPageFactory


@pytest.fixture
def page(home):
    return StandardPageFactory(parent=home, title="Spelregels", slug="spelregels")


@pytest.fixture
def promote(db):
    """`promote("mag dat", page=page)`."""

    def promote_(text, **facts):
        query, _created = Query.objects.get_or_create(query_string=text)
        order = query.editors_picks.count()
        return SearchPromotion.objects.create(query=query, sort_order=order, **facts)

    return promote_


def titles(text, language="nl"):
    return [one.title for one in promoted(text, language)]


@pytest.mark.parametrize("text", ["", "  ", '"', "?", "onbekend", "\0", "x" * 5000])
def test_nothing_is_promoted_for_what_no_editor_thought_of(promote, page, text):
    promote("mag dat", page=page)
    assert promoted(text, "nl") == []


@pytest.mark.parametrize("text", ["mag dat", "Mag dat?", "  MAG  DAT", "mag-dat", "måg dat"])
def test_the_spelling_of_a_query_makes_no_difference(promote, page, text):
    promote("mag dat", page=page, description="Wat mag en wat niet.")
    assert promoted(text, "nl") == [Promoted("Spelregels", "/spelregels/", "Wat mag en wat niet.")]


def test_part_of_a_query_is_not_that_query(promote, page):
    promote("mag dat", page=page)
    assert titles("mag") == titles("mag dat wel") == []


def test_results_stand_in_the_order_of_the_editor_with_addresses_elsewhere(promote, page):
    promote("wet", external_link_url="https://example.be/wet", external_link_text="De wet")
    promote("wet", page=page)
    assert promoted("wet", "nl")[0] == Promoted("De wet", "https://example.be/wet", "")
    assert titles("wet") == ["De wet", "Spelregels"]


def test_a_page_that_is_withdrawn_private_or_expired_is_not_promoted(promote, page, home):
    promote("mag dat", page=page)
    restriction = PageViewRestriction.objects.create(page=home, restriction_type="login")
    assert titles("mag dat") == []
    restriction.delete()
    assert titles("mag dat") == ["Spelregels"]
    page.expire_at = timezone.now() - datetime.timedelta(minutes=1)
    page.save()
    assert titles("mag dat") == []
    page.expire_at = None
    page.save()
    page.unpublish()
    assert titles("mag dat") == []


def test_a_page_is_promoted_in_its_own_language_only(promote, page):
    Locale.objects.get_or_create(language_code="en")
    promote("mag dat", page=page)
    assert titles("mag dat", "en") == []


def test_a_page_without_a_site_is_not_promoted(promote, page):
    page.move(page.get_root(), pos="last-child")
    promote("mag dat", page=page)
    assert titles("mag dat") == []


def test_looking_takes_one_query_when_there_is_nothing_and_writes_nothing(
    promote, page, django_assert_max_num_queries
):
    promote("wet", page=page)
    promote("wet", external_link_url="https://example.be/wet", external_link_text="De wet")
    promoted("wet", "nl")
    with django_assert_max_num_queries(1):
        promoted("iets anders", "nl")
    with django_assert_max_num_queries(3) as queries:
        promoted("wet", "nl")
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)
    assert Query.objects.count() == 1
    assert not QueryDailyHits.objects.exists()


# In the admin


@pytest.fixture
def desk(client, editor_user):
    client.force_login(editor_user)
    return client


def test_an_editor_promotes_a_page_from_a_link_that_fills_in_the_query(desk, page):
    url = reverse("wagtailsearchpromotions:add")
    assert 'value="mag dat"' in desk.get(url, {"query": "mag dat"}).content.decode()
    data = {
        "query_string": "Mag dat",
        "editors_picks-TOTAL_FORMS": 1,
        "editors_picks-INITIAL_FORMS": 0,
        "editors_picks-MIN_NUM_FORMS": 0,
        "editors_picks-MAX_NUM_FORMS": 1000,
        "editors_picks-0-page": page.pk,
        "editors_picks-0-ORDER": 1,
    }
    assert desk.post(url, data).status_code == 302
    assert titles("mag dat") == ["Spelregels"]


def test_the_list_shows_how_often_visitors_asked(desk, promote, page):
    promote("mag dat", page=page)
    log_search("Mag dat", "nl", 3)
    log_search("mag dat", "en", 3)
    response = desk.get(reverse("wagtailsearchpromotions:index"))
    assert [(query.query_string, query.views) for query in response.context["object_list"]] == [
        ("mag dat", 2)
    ]


def test_an_editor_chooses_from_what_visitors_ask(desk, db):
    for _time in range(3):
        log_search("poetsen", "nl", 1)
    log_search("maaien", "nl", 1)
    html = desk.get(reverse("wagtailsearchpromotions:chooser")).json()["html"]
    assert html.index('data-querystring="poetsen"') < html.index('data-querystring="maaien"')
    response = desk.get(reverse("wagtailsearchpromotions:chooserresults"), {"q": "MAAI"})
    assert "maaien" in response.content.decode()
    assert "poetsen" not in response.content.decode()


def test_an_anonymous_visitor_reaches_none_of_it(client, db):
    for name in ("index", "add", "chooser", "chooserresults"):
        response = client.get(reverse(f"wagtailsearchpromotions:{name}"))
        assert response.status_code == 302
        assert "login" in response["Location"]
