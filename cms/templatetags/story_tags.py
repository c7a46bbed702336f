"""What a template asks of a page's body."""

from django import template

from cms.headings import anchored, headings

register = template.Library()
register.filter("anchored", anchored)
register.filter("headings", headings)
