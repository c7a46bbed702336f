"""The files that translators get: out, filled in, and back without loss."""

import uuid

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale, TranslatableMixin
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.blocks import StoryBlock
from companies.factories import (
    ActivityFactory,
    CompanyActivityFactory,
    CompanyIndexPageFactory,
    CompanyLocationFactory,
    CompanyPageFactory,
    CompanyStatusFactory,
)
from companies.models import CompanyPage
from desk.translations.po_files import OWN_KEY, PoFileError, read_po
from helpdesk.factories import LegalRuleFactory
from home.factories import StandardPageFactory
from home.models import HomePage
from news.factories import ThemeFactory
from newsletter.factories import RubricFactory, SeriesFactory
from tests.test_page_types import FACTORIES, PAGE_TYPES

pytestmark = pytest.mark.django_db
# What a careless program would lose: quotes, entities, other scripts, a line break, a backslash.
PLAIN = '« Één » & "twee": C:\\pad, 50 %, ሰላም'
SNIPPETS = [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]
SNIPPET_FACTORIES = {
    factory._meta.model: factory
    for factory in (ActivityFactory, LegalRuleFactory, RubricFactory, SeriesFactory, ThemeFactory)
}


@pytest.fixture
def french(home):
    locale = Locale.objects.create(language_code="fr")
    home.copy_for_translation(locale).save_revision().publish()
    return locale


def example_story() -> list:
    """One of each block that needs no file and no page."""
    # An item has an identity, as the editor gives it: without, it counts as another each time.
    question = {"type": "item", "id": str(uuid.uuid4())}
    rich = "<p>Eerst <b>dit</b>, dan <a href='https://www.example.be/'>dat</a>.</p><ul><li>Een</li></ul>"
    return [
        ("heading", "Een kop"),
        ("text", rich),
        ("quote", {"text": "Goed werk.", "attribution": "Een aankoper"}),
        ("accordion", [{**question, "value": {"title": "Vraag?", "text": rich}}]),
        (
            "call_to_action",
            {"title": "Doe mee", "text": "", "label": "Hier", "url": "https://www.example.be/"},
        ),
    ]


def fill_texts(instance) -> None:
    """Give every field for text something, and a body one of each block."""
    for field in instance._meta.get_fields():
        kind = type(field).__name__
        if not getattr(field, "editable", False) or getattr(field, "choices", None):
            continue
        if kind == "StoryField":
            block = StoryBlock()
            raw = [{"type": name, "value": value} for name, value in example_story()]
            setattr(instance, field.name, block.to_python(raw))
        elif kind == "RichTextField":
            setattr(instance, field.name, "<p>Eerst <b>dit</b>.</p><p>Dan dat.</p>")
        elif kind in {"CharField", "TextField"} and field.name not in _SPECIAL:
            setattr(instance, field.name, PLAIN[: field.max_length])


_SPECIAL = {
    "path",
    "title",
    "company_number",
    "slug",
    "draft_title",
    "url_path",
    "contact_role",
    "phone",
}


def make(model, home):
    """A page of a type, below the parent that its rules ask for."""
    if model is HomePage:
        return home
    parent = make(model.allowed_parent_page_models()[0], home)
    return FACTORIES[model](parent=parent)


def texts(instance) -> list[str]:
    return [
        segment.string.data
        for segment in extract_segments(instance)
        if isinstance(segment, StringSegmentValue) and segment.path != "slug"
    ]


def submit(instance, locale) -> Translation:
    translate_object(instance, [locale])
    return Translation.objects.get(
        source__object_id=instance.translation_key, target_locale=locale
    )


def upload(client, translation: Translation, data: bytes) -> str:
    url = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    response = client.post(url, {"file": SimpleUploadedFile("a.po", data)}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def there_and_back(instance, locale, client):
    """The translation of an instance through a file in which every text got `fr ` before it."""
    translation = submit(instance, locale)
    url = reverse("wagtail_localize:download_pofile", args=[translation.pk])
    po = polib.pofile(client.get(url).content.decode())
    for entry in po:
        entry.msgstr = entry.msgid if entry.msgctxt == "slug" else f"fr {entry.msgid}"
    upload(client, translation, str(po).encode())
    is_page = hasattr(instance, "live")
    translation.save_target(publish=not is_page)
    target = translation.get_target_instance()
    return target.get_latest_revision_as_object() if is_page else target


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_every_text_of_a_page_comes_back_from_a_file(model, home, french, admin_client):
    page = make(model, home)
    fill_texts(page)
    page.save_revision(clean=False).publish()
    page = model.objects.get(pk=page.pk)
    expected = [f"fr {text}" for text in texts(page)]
    assert len(expected) > 1
    assert texts(there_and_back(page, french, admin_client)) == expected


@pytest.mark.parametrize("model", SNIPPETS, ids=lambda model: model.__name__)
def test_every_text_of_a_snippet_comes_back_from_a_file(model, french, admin_client):
    snippet = SNIPPET_FACTORIES[model]()
    fill_texts(snippet)
    snippet.save()
    expected = [f"fr {text}" for text in texts(snippet)]
    assert texts(there_and_back(snippet, french, admin_client)) == expected


def test_items_and_rows_come_back_too(home, french, admin_client):
    index = CompanyIndexPageFactory(parent=home)
    company = CompanyPageFactory(parent=index)
    company.activity_rows = [
        CompanyActivityFactory.build(activity=ActivityFactory(), own_words="Maaien")
    ]
    company.statuses = [CompanyStatusFactory.build(name="maatwerkbedrijf")]
    company.locations = [
        CompanyLocationFactory.build(name="Zetel", opening_hours="ma-vr", municipality=None)
    ]
    company.save_revision().publish()
    company = CompanyPage.objects.get()
    french_company = there_and_back(company, french, admin_client)
    assert french_company.activity_rows.get().own_words == "fr Maaien"
    assert french_company.statuses.get().name == "fr maatwerkbedrijf"
    assert french_company.locations.get().opening_hours == "fr ma-vr"


@pytest.fixture
def translation(home, french) -> Translation:
    return submit(StandardPageFactory(parent=home, title="Regels", summary="Kort."), french)


def own(translation: Translation, body: str) -> bytes:
    head = f'msgid ""\nmsgstr ""\n"{OWN_KEY}: {translation.uuid}\\n"\n\n'
    return (head + body).encode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Dit bestand is leeg"),
        (b" \n\n", "Dit bestand is leeg"),
        (b"\xff\xfe\x00n", "geen PO-bestand"),
        (b"%PDF-1.7 \x00\x01", "geen PO-bestand"),
        (b"/etc/passwd", "geen PO-bestand"),
        (b'msgid "a"\nmsgstr[x] "b"\n', "geen PO-bestand"),
        (b'msgid "a"\nmsgstr "b"\n', "komt niet van deze site"),
        (b"a" * 2_000_001, "te groot"),
    ],
    ids=["empty", "blank", "utf-16", "pdf", "path", "odd plural", "foreign", "large"],
)
def test_a_file_that_is_none_of_ours_is_refused_in_dutch(data, message, translation, admin_client):
    assert message in upload(admin_client, translation, data)
    assert not StringTranslation.objects.exists()


def test_a_file_of_another_page_is_refused(home, french, translation, admin_client):
    other = submit(StandardPageFactory(parent=home, title="Andere"), french)
    data = own(other, 'msgctxt "title"\nmsgid "Regels"\nmsgstr "Les règles"\n')
    text = upload(admin_client, translation, data)
    assert "hoort bij een andere pagina of een andere taal" in text
    assert not StringTranslation.objects.exists()


def test_a_file_without_translations_is_refused(translation, admin_client):
    text = upload(admin_client, translation, str(translation.export_po()).encode())
    assert "geen vertaalde tekst" in text


def test_a_form_without_file_is_refused(translation, admin_client):
    url = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    assert "Kies eerst een bestand" in admin_client.post(url, follow=True).content.decode()


def test_a_text_that_left_the_page_is_left_out_and_said(translation, admin_client):
    data = own(
        translation,
        'msgctxt "title"\nmsgid "Regels"\nmsgstr "Règles"\n\n'
        'msgctxt "title"\nmsgid "Vroeger"\nmsgstr "Autrefois"\n',
    )
    text = upload(admin_client, translation, data)
    assert "1 tekst is ingelezen" in text
    assert "1 tekst staat niet meer op de pagina" in text


def test_a_text_with_foreign_markup_is_marked_and_not_used(translation, admin_client):
    data = own(translation, 'msgctxt "title"\nmsgid "Regels"\nmsgstr "<script>x</script>"\n')
    assert "1 tekst heeft een fout in de opmaak" in upload(admin_client, translation, data)
    translation.save_target(publish=False)
    assert translation.get_target_instance().get_latest_revision_as_object().title == "Regels"


def test_a_stranger_may_not_upload(translation, client):
    url = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    assert client.post(url).status_code == 302
    assert not StringTranslation.objects.exists()


PIECES = ["msgid", "msgstr", "msgctxt", "msgid_plural", "msgstr[", "]", "1", ' "a"', '"', "\n"]
PIECES += ["#,", "#| msgid", "#~ ", "fuzzy", "\\", "\0", "é", " "]


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=20,
    )
)
def test_whatever_is_in_a_file_it_is_refused_with_words(translation, pieces):
    with pytest.raises(PoFileError):
        read_po("".join(pieces).encode(), translation)
