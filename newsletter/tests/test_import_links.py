"""Links and fields of mail programs: what leads to a person or counts clicks goes."""

import base64
from urllib.parse import quote

import pytest

from newsletter.tests.importfiles import ARTICLES, SIMPLE, full_text, headlines, mail, page, read

TARGET = "https://example.be/gids?deel=2"
WRAPPED = [
    f"https://example.us1.list-manage.com/track/click?u=1&id=2&url={quote(TARGET, safe='')}",
    f"https://eur01.safelinks.protection.outlook.com/?url={quote(TARGET, safe='')}&data=05%7C01",
    f"https://www.google.com/url?q={quote(TARGET, safe='')}&sa=D",
    "https://click.example.be/r/?t=" + base64.urlsafe_b64encode(TARGET.encode()).decode(),
    "https://eur01.safelinks.protection.outlook.com/?url="
    + quote(f"https://click.example.be/?u={quote(TARGET, safe='')}", safe=""),
    f"https://tracking.example.be/CL0/{quote(TARGET, safe='')}/1/0100",
    f"https://example.be/redirect?to={quote(TARGET, safe='')}",
    "https://urldefense.com/v3/__https://example.be/gids?deel=2__;!!abc!def$",
]
OPAQUE = [
    "https://example.us1.list-manage.com/track/click?u=1&id=2&e=0badf00d",
    "https://r.example.be/tr/cl/AbC-dEf_0123456789",
    "https://click.flexmail.example.be/c/eJx0badf00d",
]


def issue_with(html):
    return read(page(SIMPLE.replace("{text}", "{text} " + html)))


@pytest.mark.parametrize("address", WRAPPED)
def test_a_click_counter_that_names_its_target_leads_straight_on(address):
    issue = issue_with(f'<a href="{address.replace("&", "&amp;")}">de gids</a>')
    assert f'<a href="{TARGET}">' in issue.items[0].html
    assert "click_redirects_unwrapped" in issue.warnings


@pytest.mark.parametrize("address", OPAQUE[:1] + OPAQUE[2:])
def test_a_click_counter_that_hides_its_target_leaves_its_words(address):
    issue = issue_with(f'Lees <a href="{address}">de gids voor aankopers</a>.')
    assert "<a " not in issue.items[0].html
    assert "de gids voor aankopers" in full_text(issue)
    assert "click_redirects_removed" in issue.warnings


def test_a_field_in_the_subject_does_not_reach_the_title():
    content = mail(page(SIMPLE), subject="*|FNAME|*, zes kasten vol bijen").as_bytes()
    assert read(content, "nummer.eml").title == "zes kasten vol bijen"


def test_tracking_parameters_go_and_others_stay():
    issue = issue_with(
        '<a href="https://example.be/x?deel=2&amp;utm_source=mail&amp;mc_eid=0badf00d">x</a>'
    )
    assert 'href="https://example.be/x?deel=2"' in issue.items[0].html


TAGS = [
    "*|FNAME|*", "*|UNSUB|*", "*|IF:FNAME|*", "*|END:IF|*", "*|MC:SUBJECT|*", "{{voornaam}}",
    "{{ contact.FIRSTNAME }}", "{% if contact %}", "[subscriber:firstname | default:reader]",
    "[link:subscription_unsubscribe_url]", "%%first_name%%", "%recipient.name%", "#voornaam#",
    "{voornaam}", "[voornaam]", "${naam}", "[[FNAME]]", "<%= name %>", "{{{unsubscribe}}}",
    "{$name}", "[unsubscribe]", "{unsubscribe}", "%FIRSTNAME%", "{{params.naam|default : 'x'}}",
    "##voornaam##", "{{ unsubscribe }}", "[lastname,fallback=]",
]  # fmt: skip


@pytest.mark.parametrize("tag", TAGS)
def test_fields_of_mail_programs_are_removed(tag):
    hello = f"<p>Beste {tag.replace('<', '&lt;').replace('>', '&gt;')},</p>"
    issue = read(page(SIMPLE, head="<h1>Waas maatwerknieuws</h1><p>mei 2019</p>" + hello))
    text = issue.intro_html + full_text(issue)
    assert tag not in text
    assert tag.strip("*|{}[]%#$<>=& ").split("|")[0] not in text
    assert "Beste" not in text
    assert "merge_tags_removed" in issue.warnings


@pytest.mark.parametrize(
    "text",
    [
        "Korting van 20% en 30% op alles",
        "Bel nummer #112 [dag en nacht]",
        "De prijs [1] staat {onderaan} de pagina",
        "C# en 100 %",
    ],
)
def test_ordinary_signs_stay(text):
    assert text in full_text(issue_with(text))


PIXELS = [
    '<img src="https://example.be/open?i=0badf00d" width="1" height="1">',
    '<img src="https://example.be/o.gif?i=0badf00d" style="width:1px;height:1px">',
    '<img src="https://example.be/track/open.php?i=0badf00d">',
    '<img src="https://example.be/x?0badf00d" style="display:none">',
    '<img src="https://example.be/x?0badf00d" width="0" height="0" alt="">',
    '<div style="background:url(https://example.be/p?0badf00d)"></div>',
]


@pytest.mark.parametrize("pixel", PIXELS)
def test_tracking_pixels_go(pixel):
    issue = issue_with(pixel)
    assert "0badf00d" not in issue.intro_html + "".join(item.html for item in issue.items)
    assert headlines(issue) == [headline for _rubric, headline, _text in ARTICLES]
    if pixel.startswith("<img"):
        assert "tracking_pixel_removed" in issue.warnings


@pytest.mark.parametrize(
    "link",
    [
        '<a href="https://example.be/unsubscribe?u=0badf00d">hier</a>',
        '<a href="https://example.be/profile/0badf00d">Pas je gegevens aan</a>',
        '<a href="https://mailchi.mp/example/0badf00d">Bekijk in je browser</a>',
        '<a href="*|ARCHIVE|*0badf00d">webversie</a>',
        '<a href="mailto:uitschrijven-0badf00d@example.be">uitschrijven</a>',
        '<a href="https://example.be/s/0badf00d">Klik hier om je uit te schrijven</a>',
        '<a href="https://example.be/f/0badf00d">Stuur door naar een vriend</a>',
    ],
)
def test_links_about_the_reader_go_with_their_words(link):
    html = "".join(item.html for item in issue_with(link).items)
    assert "0badf00d" not in html
    assert "personal_link_removed" in issue_with(link).warnings
