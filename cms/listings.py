"""What every listing page shares: pages of results that no visitor can break."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

PAGE_SIZE = 12
PAGE_PARAMETER = "pagina"


def paginate(request, results: QuerySet | list, per_page: int = PAGE_SIZE) -> Page:
    """The page of results that `?pagina=` asks for; the nearest one for a wrong number."""
    return Paginator(results, per_page).get_page(request.GET.get(PAGE_PARAMETER))


def year_parameter(request, name: str = "jaar") -> int | None:
    """The year in the query string, or None for anything that is not a year."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) == 4 else None


def slug_parameter(request, name: str) -> str:
    """A word from the query string that is safe to compare with in any database."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:100]
