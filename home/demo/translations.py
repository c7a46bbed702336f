"""The English and French of the demo site, as an editor would have made it."""

from django.conf import settings
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.models import SiteSettings, SiteTranslation
from home.demo.content import load
from home.models import HomePage
from news.models import NewsPage

LANGUAGES = ("en", "fr")


def translate_demo_site() -> int:
    """Translate what has no version yet; what editors made or changed stays.

    Returns:
        The number of versions that were made.
    """
    content = load("translations")
    home = HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
    details = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    made = 0
    for position, language in enumerate(LANGUAGES):
        locale, _created = Locale.objects.get_or_create(language_code=language)
        texts = {dutch: versions[position] for dutch, versions in content["texts"].items()}
        SiteTranslation.objects.get_or_create(
            settings=details, language=language, defaults=content["site"][language]
        )
        for path in content["pages"]:
            page = Page.objects.get(url_path=f"{home.url_path.rstrip('/')}{path}").specific
            made += _translate(page, locale, texts)
            if isinstance(page, NewsPage):
                _translate_themes(page, locale, texts)
    return made


def _translate(page: Page, locale: Locale, texts: dict[str, str]) -> bool:
    version = page.get_translation_or_none(locale)
    if version and not version.alias_of_id:
        return False
    translate_object(page, [locale])
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=locale
    )
    related = translation.source.relatedobjectsegment_set.values("object_id")
    snippets = Translation.objects.filter(source__object_id__in=related, target_locale=locale)
    for snippet in snippets:
        _fill(snippet, texts)
        snippet.save_target()
    _fill(translation, texts)
    translation.save_target(publish=False)
    translation.get_target_instance().get_latest_revision().publish()
    return True


def _translate_themes(page: NewsPage, locale: Locale, texts: dict[str, str]) -> None:
    """A page has the same themes in every language, so that they do not come along with it."""
    for theme in page.themes.all():
        if theme.has_translation(locale):
            continue
        translate_object(theme, [locale])
        translation = Translation.objects.get(
            source__object_id=theme.translation_key, target_locale=locale
        )
        _fill(translation, texts)
        translation.save_target()


def _fill(translation: Translation, texts: dict[str, str]) -> None:
    segments = StringSegment.objects.filter(source=translation.source)
    for segment in segments.select_related("string"):
        if segment.string.data in texts:
            StringTranslation.objects.get_or_create(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale_id=translation.target_locale_id,
                defaults={"data": texts[segment.string.data]},
            )
