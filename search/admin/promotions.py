"""Wagtail's promoted results, with the site's own counts in place of Wagtail's.

Wagtail counts each search in its own tables when the site asks it to, on a GET. This
site does not, so that what would show those counts reads `search.log` instead.
"""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.template.response import TemplateResponse
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.contrib.search_promotions.views import CreateView, IndexView

from cms.admin.spreadsheets import ColumnSpreadsheetMixin
from search.log import SearchCount, loggable

CHOOSER = "wagtailsearchpromotions/queries/chooser"


class PromotionIndexView(ColumnSpreadsheetMixin, IndexView):
    """The promoted results, with how often visitors asked for them."""

    def get_base_queryset(self):
        promoted = SearchPromotion.objects.values("query_id")
        asked = SearchCount.objects.filter(query=OuterRef("query_string")).order_by()
        times = asked.values("query").annotate(total=Sum("times")).values("total")
        return (
            self.model.objects.filter(pk__in=promoted)
            .annotate(views=Coalesce(Subquery(times), 0))
            .prefetch_related("editors_picks", "editors_picks__page")
        )


class PromotionCreateView(CreateView):
    """An empty form, or one that the search report began: `?query=`."""

    def get_initial(self):
        return {**super().get_initial(), "query_string": self.request.GET.get("query", "")}


def popular_queries(request, results_only=False):
    """The window in which an editor chooses from what visitors ask most."""
    if not request.user.has_perm("search.view_searchcount"):
        raise PermissionDenied
    form = SearchForm(request.GET if "q" in request.GET else None)
    queries = _popular(form.cleaned_data["q"] if form.is_valid() else "")
    page = Paginator(queries, per_page=10).get_page(request.GET.get("p"))
    if results_only:
        return TemplateResponse(request, f"{CHOOSER}/results.html", {"queries": page})
    context = {"queries": page, "searchform": form}
    return render_modal_workflow(
        request, f"{CHOOSER}/chooser.html", None, context, json_data={"step": "chooser"}
    )


def _popular(part: str) -> QuerySet:
    counts = SearchCount.objects.filter(query__contains=loggable(part))
    return (
        counts.values("query")
        .annotate(query_string=F("query"), hits=Sum("times"))
        .order_by("-hits", "query")
    )
