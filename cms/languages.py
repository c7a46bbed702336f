"""In which languages something can be read, and where."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language
from wagtail.models import Locale, Page, Site

from cms import frame
from cms.page_cache.memory import remembered

_ORDER = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Version:
    """What somebody reads now, in one of its languages."""

    language: str
    url: str
    is_current: bool

    @property
    def is_default(self) -> bool:
        """The one for readers of whom no language is known (hreflang `x-default`)."""
        return self.language == settings.LANGUAGE_CODE


def page_versions(page: Page, request: HttpRequest) -> list[Version]:
    """The public versions of a page in every language, itself included."""
    return _sorted(
        Version(
            translation.locale.language_code,
            translation.get_full_url(request),
            translation.pk == page.pk,
        )
        for translation in frame.translations(page)
    )


def view_versions(request: HttpRequest) -> list[Version]:
    """A page that is not in the tree, such as the search, in each language with a home page.

    Nothing for an address that is the same in every language, or that does not exist.
    """
    match = request.resolver_match
    if match is None or match.view_name == "wagtail_serve":
        return []
    address, languages = request.get_full_path(), home_languages(request)
    if len(languages) < 2:
        return []
    versions = _sorted(
        Version(language, translate_url(address, language), language == get_language())
        for language in languages
    )
    return versions if len({version.url for version in versions}) > 1 else []


def switch_choices(versions: list[Version], request: HttpRequest) -> list[Version]:
    """The versions of what somebody reads, and the home page of each language without one.

    Whoever followed a link to a page that is only Dutch gets back to a language of their own.
    """
    if not versions:
        return []
    missing = home_languages(request) - {version.language for version in versions}
    homes = {language: frame.home_of(request, language) for language in missing}
    return _sorted(
        [
            *versions,
            *(
                Version(language, home.get_full_url(request), is_current=False)
                for language, home in homes.items()
            ),
        ]
    )


def home_languages(request: HttpRequest) -> set[str]:
    """The languages that have a home page which anybody may read."""
    site = frame.site_of(request)
    if site is None:
        return set()

    def find():
        homes = site.root_page.get_translations(inclusive=True).live().exclude(frame.private_q())
        return set(homes.values_list("locale__language_code", flat=True))

    return remembered(("home languages", site.pk), find)


def home_in(language: str, site: Site) -> Page | None:
    """The live home page in a language; None where that has none."""
    root = site.root_page
    if root.locale.language_code == language:
        return root if root.live else None
    return root.get_translations().live().filter(locale__language_code=language).first()


def localized(objects: Iterable, locale: Locale | None = None) -> list:
    """Each page or snippet in the reader's language, where it has a live version in it.

    One query for any number of objects of one model, none when nothing is in another
    language. What has no version stays as it is: better Dutch than nothing.
    """
    objects = list(objects)
    locale = locale or frame.active_locale()
    foreign = [one for one in objects if one.locale_id != locale.pk]
    found = {}
    for model in {type(one) for one in foreign}:
        keys = [one.translation_key for one in foreign if type(one) is model]
        versions = model.objects.filter(locale=locale, translation_key__in=keys)
        versions = versions.select_related("locale")
        if issubclass(model, Page):
            versions = versions.live()
        found |= {version.translation_key: version for version in versions}
    return [
        one if one.locale_id == locale.pk else found.get(one.translation_key, one)
        for one in objects
    ]


def _sorted(versions: Iterable[Version]) -> list[Version]:
    return sorted(versions, key=lambda version: _ORDER.index(version.language))
