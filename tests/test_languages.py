"""Each language by itself: its own words, its own pages, its own errors."""

from html.parser import HTMLParser

import polib
import pytest
from bs4 import BeautifulSoup
from django.core import mail
from wagtail.models import Locale, PageViewRestriction

from cms.models import SiteSettings, SiteTranslation
from home.demo.pictures import scene_image
from home.factories import StandardPageFactory
from news.factories import NewsIndexPageFactory, NewsPageFactory, ThemeFactory
from newsletter.factories import SeriesFactory
from newsletter.subscribers.joining import request_subscription
from newsletter.subscribers.notices import send_notices
from scripts.messages import is_public, po_path

SPOKEN_ATTRIBUTES = ("aria-label", "alt", "title", "placeholder", "content")


class Spoken(HTMLParser):
    """Everything on a page that somebody reads or hears, piece by piece."""

    def __init__(self, html: str):
        super().__init__()
        self.pieces: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.pieces |= {
            value.strip() for name, value in attrs if name in SPOKEN_ATTRIBUTES and value
        }

    def handle_data(self, data):
        self.pieces.add(" ".join(data.split()))


@pytest.fixture(scope="session")
def french() -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(po_path("fr")))}


@pytest.fixture(scope="session")
def foreign(french) -> set[str]:
    """The Dutch and English strings of visitors that are no French as well."""
    own = {entry.msgstr for entry in french.values()}
    dutch = {entry.msgstr for entry in polib.pofile(str(po_path("nl"))) if entry.msgid in french}
    own_names = {"Nederlands", "English"}  # of languages, in the switcher
    return {text for text in dutch | set(french) if len(text) > 3} - own - own_names


@pytest.fixture
def french_home(home):
    translation = home.copy_for_translation(Locale.objects.create(language_code="fr"))
    translation.title = "Accueil"
    translation.save_revision().publish()
    translation.refresh_from_db()
    return translation


@pytest.fixture
def french_news(french_home):
    index = NewsIndexPageFactory(
        parent=french_home,
        title="Actualités",
        slug="actualites",
        summary="",
        show_in_menus=True,
        locale=french_home.locale,
    )
    return NewsPageFactory(
        parent=index, title="Un guide", slug="un-guide", summary="", locale=french_home.locale
    )


@pytest.mark.parametrize(
    "address",
    [
        "/fr/",
        "/fr/actualites/",
        "/fr/actualites/un-guide/",
        "/fr/zoeken/",
        "/fr/zoeken/?q=guide",
        "/fr/zoeken/?q=introuvable",
        "/fr/nieuwsbrief/inschrijven/",
        "/fr/nieuwsbrief/voorkeuren/",
        "/fr/n-existe-pas/",
    ],
)
def test_a_french_page_holds_no_dutch_and_no_english_of_ours(
    address, french_news, foreign, client
):
    html = client.get(address).content.decode()
    assert '<html lang="fr">' in html
    assert Spoken(html).pieces & foreign == set()


def test_who_signs_up_in_french_reads_that_the_newsletter_is_in_dutch(french_home, client):
    series = SeriesFactory(name="Maatwerknieuws", description="Nieuws en tips.")
    page = client.get("/fr/nieuwsbrief/inschrijven/").content.decode()
    assert '<strong lang="nl">Maatwerknieuws</strong> (en néerlandais): ' in page
    assert '<span lang="nl">Nieuws en tips.</span>' in page
    translation = series.copy_for_translation(french_home.locale)
    translation.name, translation.description = "Nouvelles", "Des nouvelles."
    translation.save()
    page = client.get("/fr/nieuwsbrief/inschrijven/").content.decode()
    assert "<strong>Nouvelles</strong>: <span>Des nouvelles.</span>" in page


@pytest.mark.parametrize("place", ["inschrijven", "voorkeuren"])
def test_a_french_form_gets_a_french_answer(place, french_home, foreign, client):
    SeriesFactory()
    answer = client.post(f"/fr/nieuwsbrief/{place}/", {"email": "lectrice@example.be"})
    html = answer.content.decode()
    assert "Consultez votre boîte" in html
    assert Spoken(html).pieces & foreign == set()


def test_a_mail_to_a_french_subscriber_is_in_french(french_home, foreign, client):
    series = SeriesFactory()
    request_subscription("lectrice@example.be", [series], "fr", page="/fr/")
    send_notices()
    [message] = mail.outbox
    lines = {line.strip() for line in f"{message.subject}\n{message.body}".splitlines()}
    assert lines & foreign == set()
    assert message.subject == "Confirmez votre inscription"
    assert "Confirmer\N{NO-BREAK SPACE}:" in message.body


def test_every_french_string_keeps_the_places_for_names_and_numbers(french):
    for entry in french.values():
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            if text:
                places = set(_places(entry.msgid))
                assert set(_places(text)) <= places | set(_places(entry.msgid_plural)), entry.msgid


def _places(text: str) -> list[str]:
    return [piece.split(")s")[0] for piece in text.split("%(")[1:]]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("templates/news/news_page.html", True),
        ("templates/mail/notice.txt", True),
        ("newsletter/subscribers/forms.py", True),
        ("templates/newsletter/admin/review.html", False),
        ("templates/desk/waiting.html", False),
        ("desk/reports/pages.py", False),
    ],
)
def test_french_is_for_what_visitors_and_subscribers_read(place, expected):
    assert is_public((None, "Text", ""), [place]) is expected


@pytest.mark.parametrize("address", ["/fr/", "/fr/nieuws/", "/en/bestaat-niet/"])
def test_a_language_without_home_page_shows_no_dutch_page(address, home, client):
    StandardPageFactory(parent=home, title="Alleen Nederlands", slug="nieuws", show_in_menus=True)
    response = client.get(address)
    assert response.status_code == 404
    html = response.content.decode()
    assert f'<html lang="{address[1:3]}">' in html
    assert "Alleen Nederlands" not in html


def test_a_lost_visitor_reads_so_in_the_language_of_the_address(french_home, client):
    html = client.get("/fr/perdu/").content.decode()
    assert "Nous ne trouvons pas cette page" in html
    assert 'href="/fr/">Vers la page d' in html


@pytest.mark.parametrize("address", ["/", "/fr/", "/zoeken/", "/fr/zoeken/", "/fr/perdu/"])
def test_the_language_of_a_browser_changes_no_page(address, french_home, client):
    plain = client.get(address)
    asked = client.get(address, headers={"accept-language": "en"})
    assert asked.content == plain.content
    assert "accept-language" not in asked.get("Vary", "").lower()


def test_the_switcher_offers_only_live_and_public_versions(home, french_home, client):
    assert 'hreflang="fr"' in client.get("/").content.decode()
    PageViewRestriction.objects.create(page=french_home, restriction_type="login")
    assert 'hreflang="fr"' not in client.get("/").content.decode()
    french_home.view_restrictions.all().delete()
    french_home.unpublish()
    assert 'hreflang="fr"' not in client.get("/").content.decode()


def test_a_page_without_translation_leads_to_the_home_page_of_each_language(
    home, french_home, client
):
    StandardPageFactory(parent=home, title="Privacy", slug="privacy")
    html = client.get("/privacy/").content.decode()
    switch = BeautifulSoup(html, "html.parser").find(class_="languages")
    links = {link["hreflang"]: link for link in switch.find_all("a")}
    assert links["fr"]["href"].endswith("/fr/")
    assert links["nl"]["href"].endswith("/privacy/")
    assert links["nl"].has_attr("aria-current")
    assert "alternate" not in html.split("</head>")[0]


def test_every_version_names_all_versions_and_the_one_for_others(home, french_home, client):
    for address in ("/", "/fr/"):
        html = client.get(address).content.decode()
        for language, path in (("nl", "/"), ("x-default", "/"), ("fr", "/fr/")):
            link = f'rel="alternate" hreflang="{language}" href="http://localhost{path}"'
            assert html.count(link) == 1


def test_the_search_switches_language_with_what_was_asked(home, french_home, client):
    html = client.get("/zoeken/?q=guide").content.decode()
    assert 'href="/fr/zoeken/?q=guide"' in html


def test_a_feed_says_its_language_and_holds_no_other(home, french_news, client):
    index = NewsIndexPageFactory(parent=home, slug="nieuws")
    NewsPageFactory(parent=index, title="Een gids")
    text = client.get("/fr/actualites/rss/").content.decode()
    assert "<language>fr</language>" in text
    assert "Un guide" in text
    assert "Een gids" not in text


def test_the_sentences_of_the_site_are_shown_in_their_own_language_only(home, french_home, client):
    details = SiteSettings.for_site(home.get_site())
    details.tagline, details.demo_notice = "Wie er werkt.", "Dit is een demosite."
    details.save()
    assert "Wie er werkt." in client.get("/").content.decode()
    french = client.get("/fr/").content.decode()
    assert "Wie er werkt." not in french
    assert "Dit is een demosite." not in french
    SiteTranslation.objects.create(settings=details, language="fr", tagline="Qui y travaille.")
    assert "Qui y travaille." in client.get("/fr/").content.decode()


def test_what_has_no_french_says_that_it_is_dutch(home, french_home, french_news, client):
    image = scene_image("poplars")
    french_news.image, french_news.themes = image, [ThemeFactory(name="Nieuwsbrief")]
    french_news.body = [("image", {"image": image, "caption": "Les peupliers"})]
    french_news.save_revision().publish()
    html = BeautifulSoup(client.get("/fr/actualites/un-guide/").content, "html.parser")
    pictures = html.select("main figure img")
    assert [picture["lang"] for picture in pictures] == ["nl", "nl"]
    assert [credit["lang"] for credit in html.find_all("span", string="Tekening")] == ["nl", "nl"]
    assert html.find("a", string="Nieuwsbrief")["lang"] == "nl"


def test_a_dutch_page_does_not_say_that_its_images_are_dutch(home, client):
    page = StandardPageFactory(parent=home, slug="uitleg", image=scene_image("poplars"))
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert not html.select("main [lang]")


def test_a_chosen_page_is_shown_in_the_language_of_the_reader(home, french_home, client):
    dutch = StandardPageFactory(parent=home, title="Regels", slug="regels")
    only_dutch = StandardPageFactory(parent=home, title="Privacy", slug="privacy")
    version = dutch.copy_for_translation(french_home.locale)
    version.title, version.slug = "Règles", "regles"
    version.save_revision().publish()
    page = StandardPageFactory(
        parent=french_home,
        slug="lire",
        locale=french_home.locale,
        body=[("related_pages", {"title": "", "pages": [dutch, only_dutch]})],
    )
    html = client.get(page.url).content.decode()
    assert 'href="/fr/regles/"' in html
    assert 'href="/regels/"' not in html
    assert 'href="/privacy/"' in html
