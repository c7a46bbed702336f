"""From a parsed issue to a page of the archive, once."""

import logging
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from cms.models import SiteImage
from newsletter.importing.media import image_keys, save_document, save_image, with_images
from newsletter.importing.metadata import SeriesName
from newsletter.importing.outcome import Outcome
from newsletter.importing.parse import parse
from newsletter.importing.result import ParsedIssue, Refused
from newsletter.importing.sources import Source, find_sources
from newsletter.importing.twins import holds_text_of, tells_the_same
from newsletter.models import (
    ImportedFile,
    NewsletterIndexPage,
    NewsletterIssuePage,
    NewsletterItem,
    Rubric,
    Series,
)

logger = logging.getLogger(__name__)


class Importer:
    """Reads files into an archive.

    Args:
        index_page: the archive; issues get its language.
        series: all files belong to this one, whatever they say themselves.
        publish: False leaves every issue a draft for an editor.
        dry_run: read and report, change nothing.
    """

    def __init__(
        self,
        index_page: NewsletterIndexPage,
        series: Series | None = None,
        publish: bool = True,
        dry_run: bool = False,
    ):
        self.index_page = index_page
        self.series = series
        self.publish = publish
        self.dry_run = dry_run
        self.series_by_slug = {
            known.slug: known for known in Series.objects.filter(locale=index_page.locale)
        }
        self.known = [
            SeriesName(known.slug, known.name, known.started_on, known.ended_on)
            for known in self.series_by_slug.values()
        ]

    def import_path(self, path: Path) -> Iterator[Outcome]:
        """Read a file, a folder or a ZIP; one outcome per file, as soon as it is known."""
        for source in find_sources(path):
            yield self.import_source(source)

    def import_source(self, source: Source) -> Outcome:
        """Read one file. Everything that it changes is one transaction."""
        if source.problem:
            status = "skipped" if source.skipped else "refused"
            return Outcome(source.name, status, warnings=[source.problem])
        try:
            parsed = parse(source, self.known)
        except Refused as refusal:
            return Outcome(source.name, "refused", warnings=[refusal.code])
        except Exception as error:  # noqa: BLE001 - one odd file may not stop the others
            logger.warning("Reading %s failed: %r", source.name, error)
            return Outcome(source.name, "refused", warnings=["unreadable"])
        series = self.series or self.series_by_slug.get(parsed.series)
        outcome = Outcome(
            source.name,
            "imported",
            parsed,
            series.name if series else "",
            [code for code in parsed.warnings if not (self.series and code.startswith("series_"))],
        )
        try:
            with transaction.atomic():
                self._store(source, outcome, series)
        except Exception as error:  # noqa: BLE001 - the same
            logger.warning("Saving %s failed: %r", source.name, error)
            return Outcome(source.name, "refused", warnings=["not_saved"])
        return outcome

    def _store(self, source: Source, outcome: Outcome, series: Series | None) -> None:
        same_file = ImportedFile.objects.filter(sha256=source.sha256).first()
        if same_file and same_file.issue:
            outcome.status, outcome.issue = "duplicate", same_file.issue
            return
        earlier = self._earlier_version(source, outcome.parsed)
        if earlier and earlier.was_edited_since:
            outcome.status, outcome.issue = "skipped", earlier.issue
            outcome.warnings.append("edited_since")
            return
        twin = None if earlier else self._twin(outcome.parsed, series)
        if twin:
            outcome.status, outcome.issue = "duplicate", twin
            outcome.warnings.append("duplicate")
            return
        if earlier:
            outcome.status = "updated"
        if self._namesakes(outcome.parsed, series, earlier).exists():
            outcome.warnings.append("number_taken")
        if not self.dry_run:
            self._write(source, outcome, series, earlier)

    def _earlier_version(self, source: Source, parsed: ParsedIssue) -> ImportedFile | None:
        """The file under the same name with other content, about the same issue.

        Names such as `nieuwsbrief.html` return: another month with other headlines is
        another issue.
        """
        files = ImportedFile.objects.filter(name=source.name, issue__isnull=False)
        for file in files.exclude(sha256=source.sha256).select_related("issue"):
            day = file.issue.date
            if parsed.date and (day.year, day.month) == (parsed.date.year, parsed.date.month):
                return file
            if tells_the_same(file.issue, parsed):
                return file
        return None

    def _namesakes(self, parsed, series, earlier: ImportedFile | None):
        """Other issues of the series with this number in the same year: numbers may begin
        again with each volume."""
        issues = NewsletterIssuePage.objects.child_of(self.index_page)
        if series is None or parsed.number is None or parsed.date is None:
            return issues.none()
        same = issues.filter(series=series, number=parsed.number, date__year=parsed.date.year)
        return same.exclude(pk=earlier.issue_id if earlier else None)

    def _twin(self, parsed: ParsedIssue, series: Series | None) -> NewsletterIssuePage | None:
        """An issue of the same series and month that tells the same: the mail of a PDF."""
        if series is None or parsed.date is None:
            return None
        issues = NewsletterIssuePage.objects.child_of(self.index_page).filter(
            series=series, date__year=parsed.date.year, date__month=parsed.date.month
        )
        for issue in issues.prefetch_related("items"):
            if issue.number and parsed.number and issue.number != parsed.number:
                continue
            if tells_the_same(issue, parsed) and holds_text_of(issue, parsed):
                return issue
        return None

    def _write(
        self,
        source: Source,
        outcome: Outcome,
        series: Series | None,
        earlier: ImportedFile | None,
    ) -> None:
        parsed = outcome.parsed
        goes_live = (
            self.publish
            and series is not None
            and not parsed.needs_review
            and "number_taken" not in outcome.warnings
        )
        issue = earlier.issue if earlier else NewsletterIssuePage(live=False)
        document = save_document(source, parsed)
        images = {image.key: save_image(image, parsed) for image in parsed.images}
        issue.title = parsed.title
        issue.series = series
        issue.number = parsed.number
        issue.edition = parsed.edition
        issue.summary = _summary(parsed)
        if parsed.date:
            issue.date = parsed.date
        # It names whoever forwarded it, or holds the keys of a reader: not for visitors.
        is_private = {"forwarded", "personal_copy"} & set(parsed.warnings)
        issue.original = None if is_private else document
        issue.intro = with_images(parsed.intro_html, {})
        # A picture above the items, such as a masthead, becomes the picture of the issue.
        above = image_keys(parsed.intro_html)
        issue.image = images.get(above[0]) if above else None
        issue.items = [self._item(item, images, order) for order, item in enumerate(parsed.items)]
        if not earlier:
            issue.slug = self._free_slug(parsed)
            issue.locale = self.index_page.locale
            self.index_page.add_child(instance=issue)
        revision = issue.save_revision(clean=goes_live)
        if goes_live:
            revision.publish()
            issue.refresh_from_db()
        if earlier:
            earlier.delete()
        ImportedFile.objects.update_or_create(
            sha256=source.sha256,
            defaults={
                "name": source.name,
                "issue": issue,
                "document": document,
                "revision": revision,
                "warnings": outcome.warnings,
            },
        )
        outcome.issue = issue

    def _item(self, item, images: dict[str, SiteImage], order: int) -> NewsletterItem:
        return NewsletterItem(
            headline=item.headline,
            body=with_images(item.html, images),
            rubric=self._rubric(item.rubric),
            locale=self.index_page.locale,
            sort_order=order,
        )

    def _rubric(self, name: str) -> Rubric | None:
        slug = slugify(name)[:100]
        if not slug:
            return None
        rubric, _created = Rubric.objects.get_or_create(
            slug=slug, locale=self.index_page.locale, defaults={"name": name[:100]}
        )
        return rubric

    def _free_slug(self, parsed: ParsedIssue) -> str:
        """Year and month, then number or title: an address that says what it is."""
        month = parsed.date.strftime("%Y-%m") if parsed.date else ""
        name = f"nr-{parsed.number}" if parsed.number else slugify(parsed.edition or parsed.title)
        wanted = "-".join(filter(None, [month, name]))[:200].strip("-") or "nieuwsbrief"
        taken = set(
            self.index_page.get_children()
            .filter(slug__startswith=wanted)
            .values_list("slug", flat=True)
        )
        slug, suffix = wanted, 1
        while slug in taken:
            suffix += 1
            slug = f"{wanted}-{suffix}"
        return slug


def _summary(parsed: ParsedIssue) -> str:
    headlines = "; ".join(item.headline for item in parsed.items)
    return headlines if len(headlines) <= 400 else f"{headlines[:399].rsplit(';', 1)[0]}"
