"""An issue as an editor sees it in Wagtail's preview panel."""

from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from newsletter.rendering.mail import RenderedMail, render_issue

WEB, MAIL, MAIL_DARK, TEXT = "", "mail", "mail-dark", "text"
PREVIEW_MODES = [
    (WEB, _("Web page")),
    (MAIL, _("Mail, light")),
    (MAIL_DARK, _("Mail, dark")),
    (TEXT, _("Mail, plain text")),
]
_DARK_QUERY = "(prefers-color-scheme: dark)"


def preview_response(issue, mode: str) -> HttpResponse:
    """The mail of the issue in one of the modes; its personal links lead to the issue."""
    mail = render_issue(issue)
    links = {"preferences": issue.full_url or "#", "unsubscribe": issue.full_url or "#"}
    return as_response(mail.personal(links), mode)


def as_response(mail: RenderedMail, mode: str) -> HttpResponse:
    """The mail as a page: light or dark whatever the screen prefers, or as plain text."""
    if mode == TEXT:
        return HttpResponse(
            format_html(
                '<!doctype html><html lang="{}"><meta charset="utf-8"><title>{}</title>'
                '<body style="margin:0;background:#fff;color:#12211e"><pre style="'
                "font:15px/1.5 ui-monospace,monospace;margin:1rem;white-space:pre-wrap;"
                'overflow-wrap:anywhere">{}</pre>',
                mail.language,
                mail.subject,
                mail.text,
            )
        )
    # "not all" never matches: the light mail must stay light on a dark screen.
    scheme = "all" if mode == MAIL_DARK else "not all"
    return HttpResponse(mail.html.replace(_DARK_QUERY, scheme))
