"""Subscribers in the admin: for who may see them, in Dutch."""

import io

import openpyxl
import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsletter.admin.subscribers.chart import Chart
from newsletter.factories import (
    ConsentEventFactory,
    DeliveryFactory,
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    SeriesFactory,
    SubscriptionFactory,
)
from newsletter.models import (
    ConsentEvent,
    GrowthCount,
    Notice,
    Subscriber,
    SubscriberImport,
    Subscription,
)
from newsletter.subscribers import growth

pytestmark = pytest.mark.django_db
URL = "/admin/abonnees/"
EVIDENCE = "Papieren lijst op de netwerkdag van 12 maart."


def allow(user, *actions):
    for action in actions:
        user.user_permissions.add(Permission.objects.get(codename=f"{action}_subscriber"))


@pytest.fixture
def writer(editor_user):
    """A redacteur: somebody who writes and has nothing to do with addresses."""
    editor_user.groups.set(Group.objects.filter(name="Redacteurs"))
    return editor_user


@pytest.fixture
def manager(client, editor_user):
    """Somebody who may do everything with subscribers."""
    allow(editor_user, "view", "change", "delete", "import", "export")
    client.force_login(editor_user)
    return editor_user


@pytest.fixture
def person():
    subscription = SubscriptionFactory(subscriber__email="jan@example.be")
    ConsentEventFactory(
        subscriber=subscription.subscriber, series=subscription.series, wording="Ja, graag."
    )
    return subscription.subscriber


def upload(client, text, follow=True, **data):
    file = SimpleUploadedFile("lijst.csv", text.encode())
    data = {
        "kind": "own",
        "series": SeriesFactory().pk,
        "language": "nl",
        "evidence": EVIDENCE,
        "file": file,
    } | data
    return client.post(f"{URL}importeren/", data, follow=follow)


# Who may


def test_a_redacteur_sees_no_addresses(client, writer, person):
    client.force_login(writer)
    for url in (URL, f"{URL}resultaten/", f"{URL}{person.pk}/", f"{URL}importeren/"):
        response = client.get(url)
        assert response.status_code in {302, 403}, url
    assert "abonnees/" not in client.get("/admin/").content.decode()


def test_who_may_look_may_not_change_erase_import_or_export(client, writer, person):
    allow(writer, "view")
    client.force_login(writer)
    assert client.get(f"{URL}{person.pk}/").status_code == 200
    subscription = person.subscriptions.get()
    client.post(f"{URL}{person.pk}/", {"abonnement": subscription.pk})
    client.post(f"{URL}{person.pk}/wissen/")
    client.post(f"{URL}importeren/")
    assert client.get(f"{URL}?export=csv").status_code in {302, 403}
    subscription.refresh_from_db()
    assert subscription.state == Subscription.State.ACTIVE


# The person


def test_a_person_with_many_issues_costs_as_many_queries_as_one_with_few(
    client, manager, person, home, django_assert_num_queries
):
    archive, url = NewsletterIndexPageFactory(parent=home), f"{URL}{person.pk}/"

    def deliver(number):
        for _ in range(number):
            mailing = MailingFactory(issue=NewsletterIssuePageFactory(parent=archive))
            DeliveryFactory(mailing=mailing, subscriber=person)

    deliver(2)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    deliver(4)
    with django_assert_num_queries(len(few)):
        page = client.get(url).content.decode()
    assert page.count("Waas maatwerknieuws") > 6


# The list


def test_the_list_is_searched_and_filtered(client, manager, person):
    SubscriptionFactory(subscriber__email="piet@example.be", pending=True)
    for query, found in {
        "": {"jan", "piet"},
        "?q=jan": {"jan"},
        "?state=active": {"jan"},
        "?state=pending": {"piet"},
        "?state=suppressed": set(),
        f"?series={SeriesFactory().pk}&state=active": {"jan"},
        "?series=99999": {"jan", "piet"},
        "?q=%00": {"jan", "piet"},
    }.items():
        html = client.get(URL + query).content.decode()
        assert {name for name in ("jan", "piet") if f"{name}@example.be" in html} == found, query


def test_a_state_and_a_series_are_of_the_same_subscription(client, manager, person):
    other = SubscriptionFactory(
        subscriber=person, series=SeriesFactory(slug="andere"), pending=True
    )
    html = client.get(f"{URL}?series={other.series_id}&state=active").content.decode()
    assert "jan@example.be" not in html


def test_the_list_exports_to_csv_and_excel(client, manager, person):
    text = b"".join(client.get(f"{URL}?export=csv").streaming_content).decode()
    assert "jan@example.be,Waas maatwerknieuws (actief),nl," in text
    content = b"".join(client.get(f"{URL}?export=xlsx").streaming_content)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet["A2"].value == "jan@example.be"


def test_an_address_is_no_formula_in_a_spreadsheet(client, manager):
    SubscriptionFactory(subscriber__email="=1+1@example.be")
    text = b"".join(client.get(f"{URL}?export=csv").streaming_content).decode()
    assert "'=1+1@example.be" in text


@pytest.mark.parametrize("count", [2, 10])
def test_more_subscribers_cost_no_more_queries(
    client, manager, count, django_assert_max_num_queries
):
    """About thirty are the admin's own; one counts, two fetch people with their subscriptions,
    one their series, five the figures."""
    SubscriptionFactory.create_batch(count)
    client.get(URL)
    with django_assert_max_num_queries(30):
        client.get(URL)


def test_the_figures_and_the_chart_stand_above_the_list(client, manager, person):
    growth.count(growth.CONFIRMED, 7)
    html = client.get(URL).content.decode()
    assert "Mensen die een nieuwsbrief krijgen" in html
    assert html.count("<rect") == 36
    assert "https://" not in html[html.index('<svg viewBox="0 0 720') :].split("</svg>")[0]


@pytest.mark.parametrize("value", [0, 1, 7, 10, 99, 100, 1234])
def test_every_bar_of_the_chart_fits(value):
    chart = Chart([GrowthCount(confirmed=value, left=value // 2)] * 12)
    assert chart.top >= value
    assert all(0 <= bar.y <= bar.y + bar.height <= chart.height for bar in chart.bars)
    assert all(chart.left <= bar.x <= bar.x + bar.width <= chart.width for bar in chart.bars)


# A person


def test_a_person_shows_the_words_that_were_agreed_to(client, manager, person):
    html = client.get(f"{URL}{person.pk}/").content.decode()
    assert "Ja, graag." in html
    assert "Waas maatwerknieuws" in html


def test_an_editor_unsubscribes_who_asks_for_it(client, manager, person):
    client.post(f"{URL}{person.pk}/", {"abonnement": person.subscriptions.get().pk})
    assert person.subscriptions.get().end_reason == Subscription.EndReason.REMOVED
    assert person.consent_events.last().source == ConsentEvent.Source.EDITOR


@pytest.mark.parametrize("number", ["", "x", "0", "²", "99999999999999999999"])
def test_a_subscription_that_is_not_there_is_not_found(client, manager, person, number):
    assert client.post(f"{URL}{person.pk}/", {"abonnement": number}).status_code == 404


def test_an_editor_mails_the_link_to_the_preferences(client, manager, person):
    client.post(f"{URL}{person.pk}/", {"voorkeuren": "1"})
    assert Notice.objects.get().kind == Notice.Kind.PREFERENCES


def test_an_editor_erases_after_a_question(client, manager, person):
    assert client.get(f"{URL}{person.pk}/wissen/").status_code == 200
    assert Subscriber.objects.exists()
    client.post(f"{URL}{person.pk}/wissen/")
    assert not Subscriber.objects.exists()
    assert client.get(f"{URL}{person.pk}/").status_code == 404


# Importing


def test_a_list_is_shown_before_it_is_carried_out(client, manager):
    response = upload(client, "email\njan@example.be\ngeen adres\n")
    html = response.content.decode()
    assert "wordt abonnee" in html
    assert "is geen e-mailadres, overgeslagen" in html
    assert not Subscriber.objects.exists()
    response = client.post(response.request["PATH_INFO"], follow=True)
    assert Subscriber.objects.get().email == "jan@example.be"
    assert "Wat er van “lijst.csv” kwam" in response.content.decode()


def test_a_list_can_be_thrown_away(client, manager):
    response = upload(client, "email\njan@example.be\n")
    client.post(response.request["PATH_INFO"], {"weg": "1"})
    assert not SubscriberImport.objects.exists()


@pytest.mark.parametrize(
    ("text", "data", "message"),
    [
        ("email\njan@example.be\n", {"evidence": "ja"}, "Beschrijf hoe deze mensen toestemden."),
        ("naam\nJan\n", {}, "Er is geen kolom met e-mailadressen gevonden."),
        ("email\njan@example.be\n", {"kind": "x"}, "Selecteer een geldige keuze"),
        ("email\njan@example.be\n", {"series": ""}, "verplicht"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(client, manager, text, data, message):
    html = upload(client, text, **data).content.decode()
    assert message in html
    assert not SubscriberImport.objects.exists()


def test_a_line_that_swallows_people_is_named_at_the_field(client, manager):
    text = 'email;naam\njan@example.be;"Jan\n' + "piet@example.be;Piet\n" * 60_000
    (error,) = upload(client, text).context["form"].errors["file"]
    assert " 2 " in error
    assert not SubscriberImport.objects.exists()


def test_a_list_that_lost_a_line_while_it_waited_has_to_be_chosen_again(client, manager):
    upload(client, "email;naam\njan@example.be;Jan\npiet@example.be;Piet\n")
    SubscriberImport.objects.update(text='email;naam\njan@example.be;"Jan\npiet@example.be;Piet\n')
    url = f"{URL}importeren/{SubscriberImport.objects.get().pk}/"
    for method in (client.get, client.post):
        response = method(url, follow=True)
        assert response.redirect_chain == [(f"{URL}importeren/", 302)]
        assert [" 2 " in str(message) for message in response.context["messages"]] == [True]
    assert not Subscriber.objects.exists()


def test_for_people_who_left_no_evidence_is_asked(client, manager):
    upload(client, "email\njan@example.be\n", kind="cleaned", evidence="")
    assert SubscriberImport.objects.exists()
