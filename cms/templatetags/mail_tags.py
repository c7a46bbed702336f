"""What the text part of a mail asks of its words."""

from django import template

from cms.mail.wrapping import fill

register = template.Library()


@register.filter
def wrap(text: str) -> str:
    """The text in lines of a readable width."""
    return fill(" ".join(str(text).split()))


@register.filter
def listed(text: str, number: int) -> str:
    """The text as line `number` of a list."""
    mark = f"{number}. "
    return fill(text, mark, " " * len(mark))
