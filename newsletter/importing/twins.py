"""Whether a file tells what an issue of the archive tells already: the mail of a PDF."""

from cms.models import plain_text
from newsletter.importing.result import ParsedIssue
from newsletter.importing.text import fold
from newsletter.models import NewsletterIssuePage

# Reading a PDF and a mail gives nearly the same words: hyphens make some differ.
_SAME_WORDS = 0.85


def tells_the_same(issue: NewsletterIssuePage, parsed: ParsedIssue) -> bool:
    """Whether at least half of the headlines are those of the issue."""
    headlines = {fold(item.headline) for item in parsed.items}
    others = {fold(item.title) for item in issue.items.all()}
    return bool(headlines) and len(headlines & others) * 2 >= len(headlines)


def holds_text_of(issue: NewsletterIssuePage, parsed: ParsedIssue) -> bool:
    """Whether nothing that counts would be lost by keeping only the issue."""
    words = set(fold(" ".join(plain_text(item.html) for item in parsed.items)).split())
    return len(words & set(fold(issue.get_body_text()).split())) >= _SAME_WORDS * len(words)
