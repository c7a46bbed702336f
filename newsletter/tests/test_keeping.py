"""A published issue stays: nobody deletes it, whatever they may do otherwise."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from newsletter.factories import NewsletterIndexPageFactory, NewsletterIssuePageFactory
from users.models import User


@pytest.fixture
def archive(home):
    return NewsletterIndexPageFactory(parent=home)


@pytest.fixture
def superuser(db):
    return User.objects.create_superuser("baas", "baas@example.be", "x")


def test_nobody_deletes_an_issue_that_was_published(archive, superuser, client):
    issue = NewsletterIssuePageFactory(parent=archive)
    issue.save_revision().publish()
    client.force_login(superuser)
    client.post(reverse("wagtailadmin_pages:delete", args=[issue.pk]))
    assert Page.objects.filter(pk=issue.pk).exists()


def test_a_withdrawn_issue_is_kept_too(archive, superuser):
    issue = NewsletterIssuePageFactory(parent=archive)
    issue.save_revision().publish()
    issue.refresh_from_db()
    issue.unpublish()
    assert issue.permissions_for_user(superuser).can_delete() is False


@pytest.mark.parametrize("above", ["archive", "home"])
def test_what_holds_published_issues_is_kept(above, archive, home, superuser):
    NewsletterIssuePageFactory(parent=archive).save_revision().publish()
    page = {"archive": archive, "home": home}[above]
    page.refresh_from_db()
    assert page.permissions_for_user(superuser).can_delete() is False


def test_many_at_once_are_kept_too(archive, superuser, client):
    issue = NewsletterIssuePageFactory(parent=archive)
    issue.save_revision().publish()
    client.force_login(superuser)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{url}?id={issue.pk}")
    assert Page.objects.filter(pk=issue.pk).exists()


def test_an_issue_that_nobody_ever_saw_may_go(archive, superuser):
    issue = NewsletterIssuePageFactory(parent=archive, live=False)
    assert issue.permissions_for_user(superuser).can_delete() is True
