"""What every listing page shares: pages of results that no visitor can break."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from cms.page_cache.memory import remembered

PAGE_SIZE = 12
PAGE_PARAMETER = "pagina"


class RememberingPaginator(Paginator):
    """Counts once per generation: a count reads every row, which costs more than a page of
    them as the site grows."""

    def __init__(self, results, per_page: int, key: tuple):
        super().__init__(results, per_page)
        self._key = key

    @cached_property
    def count(self) -> int:
        return remembered(("count", *self._key), self.object_list.count)


def paginate(
    request, results: QuerySet | list, per_page: int = PAGE_SIZE, key: tuple | None = None
) -> Page:
    """The page of results that `?pagina=` asks for; the nearest one for a wrong number.

    Args:
        key: by which the number of results can be remembered, for a queryset that does not
            depend on the time.
    """
    paginator = (
        RememberingPaginator(results, per_page, key) if key else Paginator(results, per_page)
    )
    return paginator.get_page(request.GET.get(PAGE_PARAMETER))


def year_parameter(request, name: str = "jaar") -> int | None:
    """The year in the query string, or None for anything that is not a year.

    Years before 1000 count as none: the first of January of the year 1 is in no year any more
    once SQLite has it in UTC.
    """
    value = request.GET.get(name, "")
    is_year = value.isascii() and value.isdecimal() and len(value) == 4 and value[0] != "0"
    return int(value) if is_year else None


def slug_parameter(request, name: str) -> str:
    """A word from the query string that is safe to compare with in any database."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:100]
