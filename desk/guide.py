"""The guide for editors, docs/editors.md, as a screen of the admin."""

import re
from functools import cache

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

PATH = settings.BASE_DIR / "docs" / "editors.md"
# Where the pictures stand, seen from the guide; the admin serves them as static files.
PICTURES = "../desk/static/"
_HEADING = re.compile(r"<h2>(.*?)</h2>")


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """The guide, with a list of its tasks."""

    template_name = "desk/guide.html"
    page_title = _("Guide for editors")
    header_icon = "help"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        html, tasks = guide()
        return super().get_context_data(guide=html, tasks=tasks, **kwargs)


@cache
def guide() -> tuple[str, list[tuple[str, str]]]:
    """The guide as HTML without its title, and its tasks as (anchor, name).

    The text is ours, and ships with the code: it is read once.
    """
    text = PATH.read_text(encoding="utf-8").partition("\n")[2]
    html = MarkdownIt().render(text)
    html = re.sub(
        rf'src="{re.escape(PICTURES)}([^"]+)"', lambda match: f'src="{static(match[1])}"', html
    )
    tasks = []

    def with_anchor(match: re.Match) -> str:
        anchor = slugify(match[1])
        tasks.append((anchor, match[1]))
        return f'<h2 id="{anchor}">{match[1]}</h2>'

    return mark_safe(_HEADING.sub(with_anchor, html)), tasks  # noqa: S308 - our own text
