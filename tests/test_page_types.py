"""What every page type of this site promises, whatever it is for."""

import json
import re

import pytest
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from wagtail.models import get_page_models

from cms.factories import AccessibilityStatementPageFactory
from cms.models import BasePage
from companies.factories import CompanyIndexPageFactory, CompanyPageFactory
from events.factories import EventIndexPageFactory, EventPageFactory
from helpdesk.factories import (
    GlossaryPageFactory,
    PracticeCasePageFactory,
    PracticeIndexPageFactory,
)
from home.factories import StandardPageFactory
from home.models import HomePage
from news.factories import NewsIndexPageFactory, NewsPageFactory
from newsletter.factories import NewsletterIndexPageFactory, NewsletterIssuePageFactory

PAGE_TYPES = [model for model in get_page_models() if issubclass(model, BasePage)]
FACTORIES = {
    factory._meta.model: factory
    for factory in (
        StandardPageFactory,
        NewsIndexPageFactory,
        NewsPageFactory,
        EventIndexPageFactory,
        EventPageFactory,
        CompanyIndexPageFactory,
        CompanyPageFactory,
        PracticeIndexPageFactory,
        PracticeCasePageFactory,
        GlossaryPageFactory,
        NewsletterIndexPageFactory,
        NewsletterIssuePageFactory,
        AccessibilityStatementPageFactory,
    )
}
every_page_type = pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)


@pytest.fixture
def make(home):
    """Makes a page of a type, with the parent that its rules ask for."""

    def make_(model):
        if model is HomePage:
            return home
        parent_model = model.allowed_parent_page_models()[0]
        parent = home if parent_model is HomePage else make_(parent_model)
        return FACTORIES[model](parent=parent)

    return make_


@every_page_type
def test_it_has_a_template_at_the_default_place(model):
    assert get_template(model._meta.app_label + "/" + _snake(model.__name__) + ".html")


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


@every_page_type
def test_it_says_what_it_is_for(model):
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")


@every_page_type
def test_editors_read_its_name_and_purpose_in_dutch(model):
    with translation.override("en"):
        english = str(model._meta.verbose_name), str(model.page_description)
    with translation.override("nl"):
        dutch = str(model._meta.verbose_name), str(model.page_description)
    assert dutch[1] != english[1]
    assert dutch[0] != english[0] or dutch[0] in {"agenda"}


@every_page_type
def test_a_visitor_can_read_it(model, make, client):
    page = make(model)
    response = client.get(page.url)
    assert response.status_code == 200
    assert page.title in response.content.decode()


@every_page_type
def test_it_describes_itself_as_valid_json_ld(model, make, client):
    html = client.get(make(model).url).content.decode()
    documents = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert documents
    assert all(json.loads(document)["@graph"] for document in documents)


@every_page_type
def test_it_offers_itself_to_search(model, make):
    entries = list(make(model).search_entries())
    assert entries
    assert all(entry.kind and entry.title for entry in entries)


@every_page_type
def test_an_editor_can_open_it(model, make, client, editor_user):
    client.force_login(editor_user)
    response = client.get(reverse("wagtailadmin_pages:edit", args=[make(model).pk]))
    assert response.status_code == 200


@every_page_type
def test_an_editor_can_plan_it_and_comment_on_it(model):
    form = model.get_edit_handler().get_form_class()
    assert {"go_live_at", "expire_at"} <= form.base_fields.keys()
    assert "comments" in form.formsets


@every_page_type
def test_an_editor_can_preview_it_before_it_is_filled_in(model, make, client, editor_user):
    page = make(model)
    request = page.make_preview_request
    response = request(preview_mode=page.default_preview_mode)
    assert response.status_code == 200


@every_page_type
def test_its_tree_rules_agree_in_both_directions(model):
    for parent in model.allowed_parent_page_models():
        if issubclass(parent, BasePage):
            assert model in parent.allowed_subpage_models()
