"""The reports of the desk show what they are about."""

from django.urls import reverse
from django.utils import timezone

from desk.models import CheckedLink
from home.factories import StandardPageFactory


def test_the_report_of_broken_links_leads_to_the_pages_with_such_a_link(home, client, editor_user):
    page = StandardPageFactory(parent=home, title="Over ons")
    link = CheckedLink.objects.create(
        url="https://www.example.be/weg", failures=2, broken_since=timezone.now()
    )
    link.pages.add(page)
    client.force_login(editor_user)
    html = client.get(reverse("desk:links")).content.decode()
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[page.pk])}"' in html
