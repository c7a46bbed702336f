"""What a result page has dozens of: results, and values to narrow the search to.

As templates these cost more than the search itself. Every text that goes in is escaped.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.dates import spoken_date
from cms.templatetags.cms_tags import remembered_part
from search.models import Shown
from search.narrowing import FacetLink, Link, Links
from search.results import Hit, Search

register = template.Library()


@register.simple_tag
def count(results: Search) -> str:
    """How much was found, for what."""
    if results.is_cut:
        text = ngettext(
            "At least %(count)s result for “%(asked)s”",
            "At least %(count)s results for “%(asked)s”",
            results.total,
        )
    else:
        text = ngettext(
            "%(count)s result for “%(asked)s”",
            "%(count)s results for “%(asked)s”",
            results.total,
        )
    asked = results.correction.text if results.correction else results.query.text
    return text % {"count": results.total, "asked": asked}


@register.simple_tag
def facet_links(links: list[FacetLink]) -> SafeString:
    """The items of a list of values, each with the number of its results."""
    one, several = escape(_("result")), escape(_("results"))
    return _items(
        f'<a class="facets__link" href="{escape(href)}"{_current(value.is_chosen)}>'
        f'{escape(value.label)}<span class="meta"> ({value.count}'
        f'<span class="visually-hidden"> {one if value.count == 1 else several}</span>)</span></a>'
        for href, value in ((link.href, link.value) for link in links)
    )


@register.simple_tag
def sort_links(links: list[Link]) -> SafeString:
    """The items of the list of orders."""
    return _items(
        f'<a href="{escape(link.href)}"{_current(link.is_chosen)}>{escape(link.label)}</a>'
        for link in links
    )


def _items(parts: Iterable[str]) -> SafeString:
    return SafeString("".join(f"<li>{part}</li>" for part in parts))


def _current(is_chosen: bool) -> str:
    return ' aria-current="true"' if is_chosen else ""


@register.simple_tag(takes_context=True)
def result(context, hit: Hit, links: Links) -> SafeString:
    """Where it stands, its title, what it is, why it was found and what else there is to know."""
    document = hit.document
    breadcrumb = part_of = excerpt = notice = more = ""
    if document.breadcrumb:
        breadcrumb = f'<p class="result__breadcrumb meta">{escape(document.breadcrumb)}</p>'
    elif document.parent_title and document.fragment:
        label = _("Part of:")
        part_of = f'<p class="meta">{escape(label)} {escape(document.parent_title)}</p>'
    if hit.excerpt_html:
        excerpt = f'<p class="result__excerpt">{hit.excerpt_html}</p>'
    if document.notice:
        icon = remembered_part(context, "components/icon.html", name="law")
        text = _("The rules have changed since: %(notice)s") % {"notice": document.notice}
        notice = f'<p class="result__notice notice">{icon} <span>{escape(text)}</span></p>'
    if hit.more_in_issue:
        more = _more_in_issue(hit, links)
    return SafeString(
        f'<li class="search__item" data-rank="{hit.rank}">'
        f'<article class="result result--{escape(document.kind)}">{breadcrumb}'
        f'<h3 class="result__title"><a class="result__link link" href="{escape(document.url)}">'
        f"{hit.title_html}</a></h3>"
        f'<p class="meta">{_facts(document, hit.kind_label)}</p>{part_of}{excerpt}{notice}{more}'
        "</article></li>"
    )


def _facts(document: Shown, kind: str) -> str:
    """The kind, the day, the newsletter with its rubric, and the municipality."""
    facts = [f"<strong>{escape(kind)}</strong>"]
    if day := document.date:
        facts.append(f'<time datetime="{day.isoformat()}">{escape(spoken_date(day))}</time>')
    series = document.series_name
    if series and document.number:
        series += ", " + _("no. %(number)s") % {"number": document.number}
    texts = (series, document.rubric_name, document.municipality)
    facts += [f"<span>{escape(text)}</span>" for text in texts if text]
    return " ".join(facts)


def _more_in_issue(hit: Hit, links: Links) -> str:
    document, number = hit.document, hit.more_in_issue
    more = ngettext("%(count)s more in this issue", "%(count)s more in this issue", number)
    issue = document.parent_title or document.title
    return (
        f'<p class="result__more"><a href="{escape(links.within(document.issue_url))}">'
        f"{escape(more % {'count': number})}"
        f'<span class="visually-hidden">: {escape(issue)}</span></a></p>'
    )
