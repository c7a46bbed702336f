"""What stands around every page, read once per generation (cms/page_cache/memory.py)."""

import copy
from collections.abc import Iterable

from django.db.models import Model, Q
from django.utils import timezone, translation
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.page_cache.memory import remembered, remembered_many

HOME_DEPTH = 2  # in the tree of pages, below the root that has no page of its own


def restricted_paths() -> list[str]:
    """The tree paths of the pages that are private with everything below them."""
    return remembered(
        "restricted",
        lambda: list(PageViewRestriction.objects.values_list("page__path", flat=True)),
    )


def private_q() -> Q:
    """Pages in a private section, as `PageQuerySet.private_q` without its query."""
    q = Q()
    for path in restricted_paths():
        q |= Q(path__startswith=path)
    return q or Q(pk__in=[])


def is_public(page: Page) -> bool:
    """Whether anybody may read the page now."""
    return bool(public([page]))


def public(pages: Iterable[Page]) -> list[Page]:
    """Those that anybody may read now, in their order; none that is only still to be withdrawn."""
    private, now = tuple(restricted_paths()), timezone.now()
    return [
        page
        for page in pages
        if page.live
        and not page.path.startswith(private)
        and (page.expire_at is None or page.expire_at > now)
    ]


def visible_pages():
    """Pages of any kind that anybody may read now."""
    return Page.objects.live().exclude(private_q())


def may_be_restricted(page: Page) -> bool:
    """Whether a restriction could concern the page; an alias has those of its source."""
    private = restricted_paths()
    if not private:
        return False
    aliases = remembered(
        "aliases", lambda: list(Page.objects.exclude(alias_of=None).values_list("path", flat=True))
    )
    return page.path.startswith((*private, *aliases))


def locales() -> dict[int, Locale]:
    """The languages of the content by primary key."""
    return remembered("locales", lambda: Locale.objects.in_bulk())


def active_locale() -> Locale:
    """As `Locale.get_active()`: that of the language in use, the site's own without one."""
    known = {locale.language_code: locale for locale in locales().values()}
    try:
        code = get_supported_content_language_variant(translation.get_language())
        return known[code]
    except (KeyError, LookupError):
        return Locale.get_default()


def languages_in_use() -> frozenset[int]:
    """The languages, by primary key, in which there is anything to read."""

    def find():
        live = Page.objects.live().order_by()
        return frozenset(live.values_list("locale", flat=True).distinct())

    return remembered("languages in use", find)


def site_of(request) -> Site | None:
    """As `Site.find_for_request`, and with the root paths that addresses are made of."""
    if request is None:
        return None
    if not hasattr(request, "_wagtail_site"):
        key = ("site", request._get_raw_host(), request.get_port())
        site = remembered(key, lambda: Site._find_for_request(request))
        request._wagtail_site = copy.copy(site)
    if not hasattr(request, "_wagtail_cached_site_root_paths"):
        request._wagtail_cached_site_root_paths = remembered("root paths", _root_paths)
    return request._wagtail_site


def _root_paths() -> list:
    """Wagtail keeps these for an hour in a cache that other processes may not share."""
    Site.clear_site_root_paths_cache()
    return Site.get_site_root_paths()


def home_of(request, language: str) -> Page | None:
    """The home page in a language; the site's own without a translation, None without a site.

    It is shared: who changes anything about it takes a copy.
    """
    site = site_of(request)
    if site is None:
        return None

    def find():
        root = site.root_page
        versions = root.get_translations(inclusive=True).live()
        home = (versions.filter(locale__language_code=language).first() or root).specific
        return with_locale(home)

    return remembered(("home", site.pk, language), find)


def menu_pages(home: Page) -> list[Page]:
    """The pages under this home page that editors put in the menu, in their order."""

    def find():
        return list(home.get_children().live().exclude(private_q()).in_menu())

    return remembered(("menu", home.pk), find)


def ancestors(page: Page) -> list[Page]:
    """The pages from the home page down to above this one, its own copies for the caller.

    Those that routing went through need no query.
    """
    trail, above = [], page
    while above.depth > HOME_DEPTH:
        parent = getattr(above, "_cached_parent_obj", None)
        if parent is None:
            return list(page.get_ancestors().filter(depth__gte=HOME_DEPTH))
        trail.insert(0, copy.copy(parent))
        above = parent
    return trail


def translations(page: Page) -> list[Page]:
    """The public versions of a page in all languages, itself included."""
    if languages_in_use() <= {page.locale_id}:
        is_public = page.live and not may_be_restricted(page)
        return [copy.copy(page)] if is_public else []
    versions = page.get_translations(inclusive=True).live().exclude(private_q())
    return [with_locale(version) for version in versions]


def localized(page: Page) -> Page:
    """As `Page.localized`: the version in the language in use if it is live, else the page."""
    locale = active_locale()
    if page.locale_id == locale.pk:
        return page

    def find():
        return page.get_translations().live().filter(locale=locale).first()

    version = remembered(("version", page.translation_key, locale.pk), find)
    return copy.copy(version) if version else page


def public_version(page: Page | None) -> Page | None:
    """As `localized`; None for a page that not everybody may read, and without a page."""
    version = page and localized(page)
    return version if version and is_public(version) else None


def specific_pages(pks: Iterable[int]) -> dict[int, Page]:
    """Pages that others refer to, with images, by primary key; many refer to the same few."""

    def find(missing):
        pages = {page.pk: page for page in Page.objects.filter(pk__in=missing).specific()}
        of_image = {pk: getattr(page, "image_id", None) for pk, page in pages.items()}
        images = get_image_model().objects.in_bulk(set(filter(None, of_image.values())))
        for pk, image in of_image.items():
            if image:
                pages[pk].image = images[image]
        return pages

    found = remembered_many("page", set(pks), find)
    return {pk: copy.copy(page) for pk, page in found.items()}


def chosen(page: Page, name: str) -> list[Model]:
    """What a page chose in a many-to-many field; its own copies for the caller.

    Many pages choose the same few, so that only the choice itself is read each time. A draft has
    its choice with it.
    """
    if name in getattr(page, "_cluster_related_objects", ()):
        return list(getattr(page, name).all())
    field = page._meta.get_field(name)
    rows = field.remote_field.through.objects.filter(**{field.m2m_field_name(): page.pk})
    pks = set(rows.values_list(field.m2m_reverse_field_name(), flat=True))
    found = remembered_many(
        field.related_model._meta.label, pks, field.related_model.objects.in_bulk
    )
    return list(map(copy.copy, found.values()))


def linked_pages(pks: Iterable[int]) -> dict[int, Page]:
    """The same in the language in use, by the primary key of the page that is referred to."""
    pages = {pk: localized(page) for pk, page in specific_pages(pks).items()}
    for page in pages.values():
        page._wagtail_cached_site_root_paths = remembered("root paths", _root_paths)
    return {pk: page.specific for pk, page in pages.items()}


def prepared(request, page: Page):
    """The request with its site, once the page has its language at hand."""
    site_of(request)
    with_locale(page)
    return request


def with_locale(page: Page) -> Page:
    """The page, with its language at hand."""
    locale = locales().get(page.locale_id)
    if locale is not None:
        page.locale = locale
    return page
