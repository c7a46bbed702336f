"""The list of synonyms in the admin."""

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.views.snippets import CreateView, EditView

from cms.admin.snippets import SiteSnippetViewSet
from search.analysis.folding import fold
from search.vocabulary import MAX_LENGTH, Synonym, SynonymName


class BeginsWithName:
    """A form with a row for `?name=`, which the search report fills in."""

    def begin(self, synonym: Synonym) -> Synonym:
        name = self.request.GET.get("name", "")[:MAX_LENGTH]
        known = {fold(other.name) for other in synonym.names.all()}
        if self.request.method == "GET" and name and fold(name) not in known:
            synonym.names.add(SynonymName(name=name))
        return synonym


class SynonymCreateView(BeginsWithName, CreateView):
    """The form for a new word, which `?preferred=` may name; if it has a list, that list."""

    def get(self, request, *args, **kwargs):
        wanted = fold(request.GET.get("preferred", ""))
        for synonym in Synonym.objects.filter(language=settings.LANGUAGE_CODE):
            if fold(synonym.preferred) == wanted:
                query = urlencode({"name": request.GET.get("name", "")})
                return redirect(f"{reverse(self.edit_url_name, args=[synonym.pk])}?{query}")
        return super().get(request, *args, **kwargs)

    def get_initial_form_instance(self):
        return self.begin(Synonym(preferred=self.request.GET.get("preferred", "")[:MAX_LENGTH]))


class SynonymEditView(BeginsWithName, EditView):
    """The form for a word that has a list."""

    def get_object(self, queryset=None):
        return self.begin(super().get_object(queryset))


def _other_words(synonym: Synonym) -> str:
    return ", ".join(name.name for name in synonym.names.all() if not name.is_former)


def _former_names(synonym: Synonym) -> str:
    return ", ".join(name.name for name in synonym.names.all() if name.is_former)


class SynonymFilterSet(WagtailFilterSet):
    """Words by what is said of one of their other words; a filter would add "Names" to that."""

    OF_NAMES = ("is_former", "direction")

    class Meta:
        model = Synonym
        fields = ["names__is_former", "names__direction", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.OF_NAMES:
            field = SynonymName._meta.get_field(name)
            self.filters[f"names__{name}"].label = capfirst(field.verbose_name)


class SynonymViewSet(SiteSnippetViewSet):
    """Words of the site with everything else that people call it."""

    model = Synonym
    add_view_class = SynonymCreateView
    edit_view_class = SynonymEditView
    icon = "comment"
    menu_label = _("Synonyms for search")
    menu_order = 880
    add_to_settings_menu = True
    list_display = [
        "preferred",
        Column("names", label=_("Other words"), accessor=_other_words, width="30%"),
        Column("former", label=_("Former names"), accessor=_former_names, width="30%"),
        UpdatedAtColumn(),
    ]
    filterset_class = SynonymFilterSet
    search_fields = ["preferred", "names__name"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("names").distinct()
