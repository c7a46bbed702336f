"""What visitors can find: one row per page, or per part of a page with its own anchor."""

from django.db import models
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page

from search.analysis import get_analyzer

FIELDS = ("title", "keywords", "context", "body")


class SearchDocumentQuerySet(models.QuerySet):
    def visible(self):
        """Without what visitors may not read now, whatever the index believes.

        The index is written together with the pages; this is the second lock on the
        same door, for changes that no signal announces (`QuerySet.update`, raw SQL).
        """
        public_pages = Page.objects.live().public()
        return self.filter(models.Q(page=None) | models.Q(page__in=public_pages))

    def without_analysis(self):
        """Only what a result shows."""
        return self.defer(*(f"{field}_{form}" for field in FIELDS for form in ("exact", "stems")))


class SearchDocument(models.Model):
    """Something that a visitor can find, with its text as words that can be searched.

    A row never changes: `digest` says what it was made from, and a change makes a new
    row. The analysed columns come last, so that filters read little of a row.
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
    municipality = models.CharField(max_length=255)
    url_path = models.CharField(max_length=2000)
    fragment = models.CharField(max_length=255)
    title = models.TextField()
    parent_title = models.TextField()
    notice = models.TextField()
    keywords = models.TextField()
    body = models.TextField()
    title_exact = models.TextField()
    title_stems = models.TextField()
    keywords_exact = models.TextField()
    keywords_stems = models.TextField()
    context_exact = models.TextField()
    context_stems = models.TextField()
    body_exact = models.TextField()
    body_stems = models.TextField()

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

    @property
    def url(self) -> str:
        return f"{self.url_path}#{self.fragment}" if self.fragment else self.url_path

    @property
    def issue_url(self) -> str | None:
        """The address of the newsletter issue that this is, or is a part of."""
        return self.url_path if self.series else None

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def context(self) -> str:
        """What a visitor may remember of it beside its own words: “nieuwsbrief mei 2012”."""
        words = [self.kind, self.series_name, self.parent_title]
        words += [self.rubric_name, self.municipality]
        if self.series:
            words.append("nieuwsbrief")
        if self.number:
            words.append(f"nr {self.number}")
        if self.date:
            with override(self.language):
                words.append(format_date(self.date, "F Y"))
        return " ".join(words)

    def analyze(self) -> None:
        """Fill the analysed columns from the text."""
        analyzer = get_analyzer(self.language)
        for field in FIELDS:
            analyzed = analyzer.analyze(getattr(self, field))
            setattr(self, f"{field}_exact", analyzed.exact)
            setattr(self, f"{field}_stems", analyzed.stems)
