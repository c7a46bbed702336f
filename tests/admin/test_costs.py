"""Seven rows cost an editor as many queries as two, on the dashboard and on every list.

The figures, without the frame of the screen: the page explorer 37, the dashboard with its
frame 47, the search of pages 23, the lists of
pages of one type 18 to 22, the reports of the desk 8 to 24, locked pages and pages handed in
14, subscribers 9, mailings 7, imported files with their frame 16, snippets 7 to 9, images 12,
documents 11. Five to seven of each are the session and the person with their rights.
"""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.models import StandardPage
from home.roles import ADMINISTRATORS
from tests.admin.rows import Rows
from users.models import User

FEW, MANY = 2, 7
# The lists without their frame, where they have an address of their own.
LISTS = (
    "companies:index_results",
    "desk:drafts_results",
    "desk:images_results",
    "desk:links_results",
    "desk:profiles_results",
    "desk:reviews_results",
    "desk:translations_results",
    "events:index_results",
    "import_issues:index",
    "issues:index_results",
    "mailings:index_results",
    "news_items:index_results",
    "practice_cases:index_results",
    "profile_checks:index_results",
    "search_report_results",
    "subscribers:index_results",
    "wagtailadmin_explore_results",
    "wagtailadmin_home",
    "wagtailadmin_pages:search_results",
    "wagtailadmin_pages:type_use_results",
    "wagtailadmin_reports:aging_pages_results",
    "wagtailadmin_reports:locked_pages_results",
    "wagtailadmin_reports:page_types_usage_results",
    "wagtailadmin_reports:workflow_results",
    "wagtailadmin_reports:workflow_tasks_results",
    "wagtaildocs:index_results",
    "wagtailimages:index_results",
    "wagtailredirects:index_results",
    "wagtailsearchpromotions:index_results",
    "wagtailsnippets_companies_activity:list_results",
    "wagtailsnippets_companies_cpvcode:list_results",
    "wagtailsnippets_companies_municipality:list_results",
    "wagtailsnippets_helpdesk_legalrule:list_results",
    "wagtailsnippets_news_theme:list_results",
    "wagtailsnippets_newsletter_rubric:list_results",
    "wagtailsnippets_newsletter_series:list_results",
    "wagtailsnippets_search_synonym:list_results",
    "wagtailusers_groups:index_results",
    "wagtailusers_users:index_results",
)


@pytest.fixture
def administrator(home):
    person = User.objects.create_user("beheerder")
    person.groups.add(Group.objects.get(name=ADMINISTRATORS))
    return person


def costs(client, home) -> dict[str, int]:
    """How many queries each list takes."""
    of_one_type = {"content_type": ContentType.objects.get_for_model(StandardPage).pk}
    arguments = {
        "wagtailadmin_explore_results": [home.pk],
        "wagtailadmin_pages:type_use_results": ["news", "newspage"],
    }
    # Each type of page is read at once, so that a list of fewer types would be cheaper.
    queries = {
        "desk:translations_results": of_one_type,
        "wagtailadmin_pages:search_results": {"q": "sociale economie"},
    }
    found = {}
    for name in LISTS:
        url = reverse(name, args=arguments.get(name))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url, queries.get(name)).status_code == 200
        found[name] = len(captured)
    return found


@pytest.mark.exhaustive
def test_a_longer_list_costs_no_more_queries(home, client, administrator):
    client.force_login(administrator)
    rows = Rows(home, administrator)
    rows.add(FEW)
    costs(client, home)  # what a process reads once
    few = costs(client, home)
    rows.add(MANY - FEW)
    client.get(reverse("wagtailimages:index_results"))  # makes the small images, once
    many = costs(client, home)
    grown = {name: many[name] - few[name] for name in LISTS if few[name] != many[name]}
    assert grown == {}
