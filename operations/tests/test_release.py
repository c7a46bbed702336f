"""What a platform runs before new code serves visitors."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

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
