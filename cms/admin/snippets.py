"""Lists of snippets."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import LocaleColumn
from wagtail.models import Locale, TranslatableMixin
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet
from wagtail_localize.models import TranslationSource

from cms.admin.spreadsheets import ColumnSpreadsheetMixin


class SnippetListing(ColumnSpreadsheetMixin, IndexView):
    """Wagtail's list, which says the language of each row and leaves as a spreadsheet."""

    @cached_property
    def columns(self):
        language = [LocaleColumn(accessor="locale")] if self.i18n_enabled else []
        return [*super().columns, *language]


class SiteSnippetViewSet(SnippetViewSet):
    """Snippets with what the rows show read at once: `related`, and what of their translations
    is to be made (`_has_untranslated_locale`) or kept up to date (`_translation_source`).
    """

    index_view_class = SnippetListing
    related: tuple[str, ...] = ()

    def get_queryset(self, request) -> QuerySet:
        snippets = self.model._default_manager.select_related(*self.related)
        if issubclass(self.model, TranslatableMixin):
            versions = self.model.objects.filter(
                translation_key=OuterRef(OuterRef("translation_key"))
            )
            missing = Locale.objects.exclude(pk__in=versions.values("locale"))
            source = TranslationSource.objects.filter(
                object_id=OuterRef("translation_key"),
                locale=OuterRef("locale"),
                translations__enabled=True,
            )
            snippets = snippets.select_related("locale", *self.related).annotate(
                _has_untranslated_locale=Exists(missing),
                _translation_source=Subquery(source.values("pk")[:1]),
            )
        return snippets
