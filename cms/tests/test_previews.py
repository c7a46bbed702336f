"""What an editor chooses or writes can be looked at first."""

import pytest
from django.db.models import DateField
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, get_page_models

from cms.blocks import StoryBlock
from helpdesk.factories import LegalRuleFactory

BLOCKS = StoryBlock().child_blocks


@pytest.mark.parametrize("name", BLOCKS)
def test_each_block_says_in_the_chooser_what_it_is_and_shows_an_example(name, client, editor_user):
    block = BLOCKS[name]
    client.force_login(editor_user)
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert block.get_description()
    assert block.is_previewable
    assert response.status_code == 200


def test_the_notice_of_a_changed_rule_is_shown_as_visitors_see_it(client, editor_user):
    rule = LegalRuleFactory(notice="De wet is sindsdien veranderd.")
    client.force_login(editor_user)
    url = reverse("wagtailsnippets_helpdesk_legalrule:preview_on_edit", args=[rule.pk])
    form = {"title": "Een andere wet", "valid_from": "2016-01-01", "notice": "Niet meer geldig."}
    assert client.post(url, form).json()["is_valid"]
    html = client.get(url).content.decode()
    assert "Een andere wet" in html
    assert "Niet meer geldig." in html


@pytest.mark.parametrize(
    "model", [model for model in get_page_models() if model is not Page], ids=lambda m: m.__name__
)
def test_a_new_page_is_shown_before_it_is_saved(model, home):
    page = model(title="Nog te schrijven", slug="nog-te-schrijven", locale=home.locale)
    for field in model._meta.fields:
        if isinstance(field, DateField):
            setattr(page, field.attname, field.to_python(timezone.now()))
    # As Wagtail places what is not saved yet.
    page.path, page.depth = Page._get_children_path_interval(home.path)[1], home.depth + 1
    page.set_url_path(home)
    assert page.make_preview_request().status_code == 200


def test_an_editor_gets_the_checks_with_a_preview_alone(home, client, editor_user):
    as_visitor = client.get("/")
    client.force_login(editor_user)
    as_editor = client.get("/")
    draft = client.get(reverse("wagtailadmin_pages:view_draft", args=[home.pk]))
    assert "<wagtail-userbar>" in draft.content.decode()
    assert as_editor.content == as_visitor.content
    assert not as_editor.cookies
    assert "userbar" not in as_visitor.content.decode()


def test_the_checks_are_not_for_who_may_not_edit(home):
    assert "userbar" not in home.make_preview_request().content.decode()
