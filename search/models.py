"""What visitors can find: one row per page, or per part of a page with its own anchor."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache

from django.db import connections, models, router
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page

from cms.frame import restricted_paths, visible_pages
from search.analysis import get_analyzer
from search.filters import SEPARATOR
from search.log import SearchCount as SearchCount
from search.vocabulary import Synonym as Synonym
from search.vocabulary import SynonymName as SynonymName

FIELDS = ("title", "keywords", "context", "body")
TOKEN_COLUMNS = tuple(f"{field}_tokens" for field in FIELDS)
# What narrows a search, and what keeps the index right.
_FACTS = ("language", "year", "expires_at", "series", "rubric", "keywords")
_KEYS = ("source", "digest")


class SearchDocumentQuerySet(models.QuerySet):
    def visible(self):
        """Without what visitors may not read now, whatever the index believes.

        The index is written together with the pages; this is the second lock on the
        same door, for changes that no signal announces (`QuerySet.update`, raw SQL).

        It asks for each row's page; `page__in` would read every page of the site first.
        """
        is_visible = models.Exists(visible_pages().filter(pk=models.OuterRef("page_id")))
        return self.filter(models.Q(page=None) | is_visible)

    def as_shown(self):
        """Only what a result shows."""
        return self.defer(*TOKEN_COLUMNS, *_FACTS, *_KEYS)

    def without_texts(self):
        """Only what the index needs."""
        return self.defer("title", "keywords", "body", "notice")


class _Placed:
    """Where a document stands, by its columns."""

    __slots__ = ()

    @property
    def url(self) -> str:
        return f"{self.url_path}#{self.fragment}" if self.fragment else self.url_path

    @property
    def issue_url(self) -> str | None:
        """The address of the newsletter issue that this is, or is a part of."""
        return self.issue_path or None

    @property
    def own_title(self) -> str:
        """The title that finds it before others; the original of an issue shows the issue's."""
        return self.title if self.issue_path in ("", self.url_path) else ""


@dataclass(frozen=True, slots=True)
class Shown(_Placed):
    """What a result shows of a document."""

    pk: int
    kind: str
    title: str
    body: str
    date: datetime.date | None
    url_path: str
    fragment: str
    issue_path: str
    breadcrumb: str
    parent_title: str
    series_name: str
    number: int | None
    rubric_name: str
    municipality: str
    notice: str


@cache
def _sql_of_shown(count: int) -> str:
    """What a result shows, with whether its page is live and where, of so many primary keys."""
    columns = [*(field.name for field in fields(Shown)), "page__live", "page__path"]
    found = SearchDocument.objects.filter(pk__in=range(count)).values_list(*columns)
    sql, _ = found.query.sql_with_params()
    return sql


class SearchDocument(_Placed, models.Model):
    """Something that a visitor can find, with its text as words that can be searched.

    A row never changes: `digest` says what it was made from, and a change makes a new
    row. The tokens are made once, here; the local indexes of all nodes copy them.
    """

    source = models.CharField(max_length=100)
    digest = models.CharField(max_length=32)
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=12, db_index=True)
    kind = models.CharField(max_length=30)
    date = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    expires_at = models.DateTimeField(null=True)
    series = models.CharField(max_length=100)
    series_name = models.CharField(max_length=255)
    number = models.PositiveIntegerField(null=True)
    rubric = models.CharField(max_length=100)
    rubric_name = models.CharField(max_length=255)
    municipality = models.TextField()
    url_path = models.CharField(max_length=2000)
    fragment = models.CharField(max_length=255)
    issue_path = models.CharField(max_length=2000)
    breadcrumb = models.TextField()
    title = models.TextField()
    parent_title = models.TextField()
    notice = models.TextField()
    keywords = models.TextField()
    body = models.TextField()
    title_tokens = models.TextField()
    keywords_tokens = models.TextField()
    context_tokens = models.TextField()
    body_tokens = models.TextField()

    objects = SearchDocumentQuerySet.as_manager()

    # An index is not a use of a page: editors need not hear of it when they delete one.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        constraints = [
            models.UniqueConstraint(fields=["source", "digest"], name="unique_search_document")
        ]

    def __str__(self):
        return self.title

    @classmethod
    def shown(cls, pks: Iterable[int]) -> dict[int, Shown]:
        """What a result shows, by primary key, of those that are `visible`.

        The same lock, at a fraction of the price: Python compares the few paths, and nobody needs
        models, or SQL that takes longer to make than what it asks for.
        """
        keys = list(pks)
        if not keys:
            return {}
        with connections[router.db_for_read(cls)].cursor() as cursor:
            cursor.execute(_sql_of_shown(len(keys)), keys)
            rows = cursor.fetchall()
        private = tuple(restricted_paths())
        return {
            columns[0]: Shown(*columns)
            for *columns, is_live, path in rows
            if path is None or (is_live and not path.startswith(private))
        }

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def context(self) -> list[str]:
        """What a visitor may remember of it beside its own words: “nieuwsbrief mei 2012”."""
        words = [self.kind, self.series_name, self.parent_title, self.rubric_name]
        words += self.municipality.split(SEPARATOR)
        if self.series:
            words.append("nieuwsbrief")
        if self.number:
            words.append(f"nr {self.number}")
        if self.date:
            with override(self.language):
                words.append(format_date(self.date, "F Y"))
        return [word for word in words if word]

    def analyze(self) -> None:
        """Fill the columns with tokens from the text."""
        analyze = get_analyzer(self.language).analyze
        self.title_tokens = str(analyze(self.own_title))
        self.keywords_tokens = str(analyze(*self.keywords.splitlines()))
        self.context_tokens = str(analyze(*self.context))
        self.body_tokens = str(analyze(self.body))


class CurrentTransaction(models.Func):
    """The number of the transaction, where several can write at once; else 0.

    https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-SNAPSHOT
    """

    output_field = models.BigIntegerField()

    def as_postgresql(self, compiler, connection, **context):
        return "pg_current_xact_id()::text::bigint", []

    def as_sql(self, compiler, connection, **context):
        return "0", []


class SearchChange(models.Model):
    """A source whose documents changed, for the local indexes that follow.

    Rows are only ever added, so that two editors who publish never wait for each other.
    An empty source stands for all of them.
    """

    source = models.CharField(max_length=100)
    transaction = models.BigIntegerField(db_default=CurrentTransaction(), db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("search change")
        verbose_name_plural = _("search changes")

    def __str__(self):
        return self.source
