"""The report of translations: for each page and language how far it is."""

import django_filters
from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, TranslationSource

from cms.models.site import other_languages
from desk.queries import editable
from desk.reports.base import ADDRESS, TITLE, TYPE, PageReport, TypeFilterSet
from desk.translations.publishing import readable_segments


class Progress(TextChoices):
    """How far the translation of a page is."""

    MISSING = "missing", pgettext_lazy("translation", "missing")
    DRAFT = "draft", pgettext_lazy("translation", "draft")
    OUTDATED = "outdated", pgettext_lazy("translation", "out of date")
    COMPLETE = "complete", pgettext_lazy("translation", "complete")


def with_progress(pages: QuerySet) -> QuerySet:
    """Originals with `progress_fr`, the state, and `version_fr`, the page; so for each language.

    Out of date is what is public while the original changed since, or while a text of it
    has no translation. One query for any number of pages, beside one for the languages.
    """
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    for code, _name in other_languages():
        locale = locales.get(code)
        version = Page.objects.filter(
            translation_key=OuterRef("translation_key"), locale=locale, alias_of=None
        )
        pages = pages.annotate(
            **{
                f"version_{code}": Subquery(version.values("pk")[:1]),
                f"progress_{code}": Case(
                    When(~Exists(version), then=Value(Progress.MISSING)),
                    When(~Exists(version.filter(live=True)), then=Value(Progress.DRAFT)),
                    When(_is_behind(version, locale), then=Value(Progress.OUTDATED)),
                    default=Value(Progress.COMPLETE),
                    output_field=CharField(),
                ),
            }
        )
    return pages


def to_translate(user) -> QuerySet:
    """Published Dutch pages that somebody may change, or may hand to a translator: all of them."""
    originals = Page.objects.filter(
        locale__language_code=settings.LANGUAGE_CODE, live=True, depth__gt=1
    )
    if user.has_perm("wagtail_localize.submit_translation"):
        return originals
    return originals.filter(pk__in=editable(user).values("pk"))


def behind(pages: QuerySet) -> QuerySet:
    """Of pages with their progress those of which a translation was begun, and is not whole."""
    unfinished = Q(pk__in=[])
    for code, _name in other_languages():
        unfinished |= Q(**{f"progress_{code}__in": [Progress.DRAFT, Progress.OUTDATED]})
    return pages.filter(unfinished)


def _is_behind(version: QuerySet, locale: Locale | None) -> Q:
    source = TranslationSource.objects.filter(
        object_id=OuterRef("translation_key"), locale_id=OuterRef("locale_id")
    )
    translated = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale=locale,
        has_error=False,
    )
    untranslated = readable_segments().filter(
        ~Exists(translated),
        source__object_id=OuterRef("translation_key"),
        source__locale_id=OuterRef("locale_id"),
    )
    changed = source.filter(last_updated_at__lt=OuterRef("last_published_at"))
    # Without a source the version was made by hand: it counts from its own last day.
    older = version.filter(last_published_at__lt=OuterRef("last_published_at"))
    return Q(Exists(changed)) | Q(Exists(untranslated)) | (Q(~Exists(source)) & Q(Exists(older)))


class ProgressColumn(Column):
    """The state in one language, which leads to where the work is done."""

    cell_template_name = "desk/translations/progress_cell.html"

    def __init__(self, code: str, name):
        super().__init__(f"progress_{code}", label=name, sort_key=f"progress_{code}")
        self.code = code

    def state_of(self, page) -> Progress:
        return Progress(getattr(page, self.name))

    def get_value(self, page):
        return self.state_of(page).label

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        if version := getattr(instance, f"version_{self.code}"):
            url = reverse("wagtailadmin_pages:edit", args=[version])
        else:
            submit = reverse("wagtail_localize:submit_page_translation", args=[instance.pk])
            url = f"{submit}?select_locale={self.code}"
        return context | {"state": self.state_of(instance), "url": url}


class TranslationFilterSet(TypeFilterSet):
    """By type, and by what still has to be done in which language."""

    work = django_filters.ChoiceFilter(
        label=_("Work"),
        choices=[("behind", _("draft or out of date"))],
        method="filter_work",
        empty_label=pgettext_lazy("pages", "all"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, name in other_languages():
            self.filters[f"progress_{code}"] = django_filters.ChoiceFilter(
                field_name=f"progress_{code}",
                label=name,
                choices=Progress.choices,
                empty_label=pgettext_lazy("pages", "all"),
            )

    def filter_work(self, queryset, _name, _value):
        return behind(queryset)


class TranslationReport(PageReport):
    """Which pages are translated into which language, and which translation is behind."""

    name = "translations"
    page_title = _("Translations")
    header_icon = "wagtail-localize-language"
    show_locale_labels = False
    filterset_class = TranslationFilterSet
    default_ordering = "title"
    columns = [
        TITLE,
        TYPE,
        *(ProgressColumn(code, name) for code, name in other_languages()),
    ]
    more_columns = (ADDRESS,)

    def get_base_queryset(self):
        return self.prepare(with_progress(to_translate(self.request.user)))
