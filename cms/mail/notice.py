"""A mail that says one thing to one person, with at most one link to act on."""

from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives

from cms.mail.rendering import render_html, render_text


@dataclass(frozen=True)
class NoticeText:
    """A mail: its title (also its subject), what it says, one link, and what follows it."""

    title: str
    before: tuple[str, ...]
    label: str = ""
    url: str = ""
    after: tuple[str, ...] = ()


def notice_mail(
    text: NoticeText, address: str, language: str, listed: tuple[str, ...] = ()
) -> EmailMultiAlternatives:
    """The mail, with a part in text and one in HTML; `listed` are lines after its first words."""
    context = {"notice": text, "subject": text.title, "listed": listed}
    mail = EmailMultiAlternatives(
        text.title,
        render_text("mail/notice.txt", context, language),
        to=[address],
        # RFC 3834: so that no holiday message answers it.
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_html("mail/notice.mjml", context, language), "text/html")
    return mail
