"""Private pages are opened by who may, in every language, and tell others nothing."""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction

from cms.models import SiteDocument
from cms.page_cache.requests import may_keep
from events.factories import EventIndexPageFactory
from home.factories import StandardPageFactory
from users.models import User

SECRET = "zilverreiger"  # what nobody may read
PASSWORD = "kwartelei"


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()  # allauth counts logins there


@pytest.fixture(params=["nl", "en", "fr"])
def page(request, home):
    """A page in each of the languages."""
    parent = home
    if request.param != "nl":
        parent = home.copy_for_translation(Locale.objects.create(language_code=request.param))
        parent.save_revision().publish()
    return StandardPageFactory(
        parent=parent,
        locale=parent.locale,
        slug="intern",
        title=f"Titel {SECRET}",
        summary=f"Over {SECRET}",
        search_description=f"Over {SECRET}",
    )


@pytest.fixture
def reader(db):
    return User.objects.create_user("lezer", password="wachtwoord")


def restrict(page, kind, **values):
    return PageViewRestriction.objects.create(page=page, restriction_type=kind, **values)


def log_in(client, page):
    """Ask the page, and fill in the form where that leads; gives what comes then."""
    asked = client.get(page.url, follow=True)
    address, _ = asked.redirect_chain[-1]
    assert address.startswith("/account/login/?next=")
    # The form for a passkey has it too.
    [target] = set(re.findall(r'name="next" value="([^"]*)"', asked.content.decode()))
    form = {"login": "lezer", "password": "wachtwoord", "next": target}
    return client.post("/account/login/", form, follow=True)


def is_shown(answer):
    return answer.status_code == 200 and SECRET in answer.content.decode()


def password_form(answer):
    """Where the form posts to, and what it posts besides the password."""
    html = answer.content.decode()
    [(action, inner)] = re.findall(
        r'<form class="form" action="([^"]+)" method="post"[^>]*>(.*?)</form>', html, re.DOTALL
    )
    return action, dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', inner))


def give(client, answer, password):
    action, hidden = password_form(answer)
    return client.post(action, hidden | {"password": password}, follow=True)


def test_who_logs_in_comes_back_to_the_page(client, page, reader):
    restrict(page, "login")
    answer = log_in(client, page)
    assert answer.request["PATH_INFO"] == page.url
    assert is_shown(answer)


def test_a_second_factor_is_asked_before_the_page_is_shown(client, page, reader):
    restrict(page, "login")
    secret = generate_totp_secret()
    TOTP.activate(reader, secret)
    asked = log_in(client, page)
    assert asked.request["PATH_INFO"] == "/account/2fa/authenticate/"
    assert not is_shown(client.get(page.url, follow=True))
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    answer = client.post("/account/2fa/authenticate/", {"code": code}, follow=True)
    assert answer.request["PATH_INFO"] == page.url
    assert is_shown(answer)


def test_a_page_for_a_group_is_for_who_is_in_it(client, page, reader):
    group = Group.objects.create(name="Bestuur")
    restrict(page, "groups").groups.add(group)
    refused = log_in(client, page)
    assert refused.status_code == 403
    assert SECRET not in refused.content.decode()
    reader.groups.add(group)
    assert is_shown(client.get(page.url))


def test_who_knows_the_password_of_a_page_reads_it_where_he_asked(client, page):
    restrict(page, "password", password=PASSWORD)
    asked = client.get(page.url, {"pagina": "2"})
    answer = give(client, asked, PASSWORD)
    assert answer.redirect_chain == [(f"{page.url}?pagina=2", 302)]
    assert is_shown(answer)
    assert is_shown(client.get(page.url))


def test_a_part_of_a_private_section_opens_with_its_password(client, home):
    agenda = EventIndexPageFactory(parent=home)
    restrict(agenda, "password", password=PASSWORD)
    address = f"{agenda.url}archief/"
    assert give(client, client.get(address), PASSWORD).redirect_chain == [(address, 302)]


@pytest.mark.parametrize("password", ["fout", ""])
def test_a_wrong_password_is_said_at_the_field_in_the_language_of_the_page(client, page, password):
    restrict(page, "password", password=PASSWORD)
    answer = give(client, client.get(page.url), password)
    html, language = answer.content.decode(), page.locale.language_code
    assert f'<html lang="{language}">' in html
    label = {"nl": "Wachtwoord", "en": "Password", "fr": "Mot de passe"}[language]
    assert f'<label for="id_password">{label}</label>' in html
    [field] = re.findall(r'<input type="password"[^>]*>', html)
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_password_error"' in field
    assert 'id="id_password_error"' in html
    # And it still leads to the page.
    assert is_shown(give(client, answer, PASSWORD))


def test_the_form_for_a_password_stands_in_the_site_and_tells_nothing_of_the_page(client, page):
    restrict(page, "password", password=PASSWORD)
    asked = client.get(page.url)
    for answer in (asked, give(client, asked, "fout")):
        html = answer.content.decode()
        assert 'class="site-header"' in html
        assert '<meta name="robots" content="noindex">' in html
        assert SECRET not in html
        assert PASSWORD not in html
        # It is for one page in one language.
        assert "hreflang" not in html


def test_nothing_of_a_page_with_a_password_is_kept_for_others(client, page):
    restrict(page, "password", password=PASSWORD)
    asked = client.get(page.url)
    address, _ = password_form(asked)
    shown = give(client, asked, PASSWORD)
    refused = give(client, asked, "fout")
    for answer in (asked, client.get(address), refused, shown, client.get(page.url)):
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert not may_keep("200 OK", list(answer.items()))


def test_a_password_cannot_be_guessed_without_end(client, page):
    restriction = restrict(page, "password", password=PASSWORD)
    with translation.override(page.locale.language_code):
        address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    found = [client.post(address, {"password": "fout"}).status_code for _ in range(31)]
    assert found == [200] * 30 + [429]


def test_who_loads_the_form_anew_gets_it_again_and_comes_on_the_home_page(client, page):
    restrict(page, "password", password=PASSWORD)
    address, _ = password_form(client.get(page.url))
    answer = give(client, client.get(address), PASSWORD)
    assert answer.redirect_chain == [(page.get_parent().url, 302)]
    assert is_shown(client.get(page.url))


def test_a_document_with_a_password_asks_it_in_the_same_form(client, home):
    collection = Collection.get_first_root_node().add_child(name="Intern")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password=PASSWORD
    )
    document = SiteDocument(title=f"Titel {SECRET}", collection=collection)
    document.file.save("tekst.txt", ContentFile(b"De tekst."))
    # Only what a public page offers can be had at all.
    body = [("documents", {"title": "", "documents": [document]})]
    StandardPageFactory(parent=home, slug="openbaar", body=body)
    asked = client.get(document.url)
    assert 'class="site-header"' in asked.content.decode()
    assert SECRET not in asked.content.decode()
    answer = give(client, asked, PASSWORD)
    assert answer.getvalue() == b"De tekst."


def test_editors_are_offered_no_new_password_that_people_share(admin_client, page):
    """Not for a page, and not for a collection of documents."""
    collection = Collection.get_first_root_node().add_child(name="Intern")
    for address in (
        reverse("wagtailadmin_pages:set_privacy", args=[page.pk]),
        reverse("wagtailadmin_collections:set_privacy", args=[collection.pk]),
    ):
        choices = admin_client.get(address).context["form"].fields["restriction_type"].choices
        assert [value for value, _label in choices] == ["none", "login", "groups"]
