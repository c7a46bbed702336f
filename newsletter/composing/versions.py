"""The mails that an issue becomes: one for each language in which it can be read."""

from dataclasses import dataclass

from django.db.models import Count

from newsletter.models import NewsletterIssuePage, Subscriber
from newsletter.rendering.mail import RenderedMail, render_issue


@dataclass(frozen=True)
class Version:
    """An issue in one language, its mail, and how many people get it."""

    issue: NewsletterIssuePage
    mail: RenderedMail
    readers: int

    @property
    def language(self) -> str:
        return self.mail.language

    @property
    def kilobytes(self) -> int:
        """The size of the part in HTML, in thousands of bytes, rounded up."""
        return -(-len(self.mail.html.encode()) // 1000)

    @property
    def tried(self):
        """The last test mail with exactly this content, or None."""
        return self.issue.trial_mails.filter(sha256=self.mail.sha256).first()


def versions_of(issue: NewsletterIssuePage) -> list[Version]:
    """The issue as given, and its published translations.

    Who reads a language without a version gets the issue as given.
    """
    translations = issue.get_translations().live() if issue.pk else []
    mails = {issue.locale.language_code: issue}
    for translation in translations.select_related("locale"):
        mails[translation.locale.language_code] = translation
    readers = dict.fromkeys(mails, 0)
    for language, number in readers_by_language(issue).items():
        readers[language if language in mails else issue.locale.language_code] += number
    return [
        Version(version, render_issue(version), readers[language])
        for language, version in mails.items()
    ]


def readers_by_language(issue: NewsletterIssuePage) -> dict[str, int]:
    """How many people must get the issue, by the language of their choice."""
    if issue.series is None:
        return {}
    readers = Subscriber.objects.mailable(issue.series).order_by().values("language")
    return dict(readers.annotate(number=Count("pk")).values_list("language", "number"))
