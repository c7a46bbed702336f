"""What became of one file that was to be imported."""

from dataclasses import dataclass, field

from newsletter.importing.result import ParsedIssue
from newsletter.models import NewsletterIssuePage


@dataclass
class Outcome:
    """What became of one file: a line of the report."""

    file: str
    status: str
    parsed: ParsedIssue | None = None
    series: str = ""
    warnings: list[str] = field(default_factory=list)
    issue: NewsletterIssuePage | None = None

    def as_dict(self) -> dict:
        """As JSON. `series` is the name of the series, `url` empty for a draft."""
        parsed = self.parsed
        return {
            "file": self.file,
            "status": self.status,
            "series": self.series or None,
            "date": parsed.date.isoformat() if parsed and parsed.date else None,
            "number": parsed.number if parsed else None,
            "title": parsed.title if parsed else None,
            "items": [
                {"rubric": item.rubric or None, "headline": item.headline}
                for item in (parsed.items if parsed else ())
            ],
            "warnings": self.warnings,
            "url": self.issue.full_url if self.issue and self.issue.live else None,
        }
