"""What a platform runs before new code serves visitors."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Site

from home.roles import EDITORS
from news.factories import NewsIndexPageFactory, NewsPageFactory
from search.models import SearchDocument
from search.vocabulary import Synonym

pytestmark = pytest.mark.django_db


def test_a_release_makes_roles_first_words_and_an_index_and_a_second_changes_nothing(home):
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home))
    SearchDocument.objects.all().delete()
    call_command("release", verbosity=0)

    def state():
        return (
            SearchDocument.objects.filter(page=page).count(),
            Synonym.objects.count(),
            Group.objects.get(name=EDITORS).permissions.count(),
        )

    first = state()
    assert min(first) > 0
    call_command("release", verbosity=0)
    assert state() == first


@pytest.mark.parametrize(
    ("before", "after"),
    [(("localhost", 80), ("www.example.be", 443)), (("waas.example.be", 80), None)],
    ids=["new", "named"],
)
def test_a_new_site_gets_the_address_that_the_settings_give(home, settings, before, after):
    """Else its first mails link to http://localhost/."""
    settings.SITE_URL = "https://www.example.be"
    Site.objects.update(hostname=before[0], port=before[1])
    call_command("release", verbosity=0)
    assert Site.objects.values_list("hostname", "port").get() == (after or before)
