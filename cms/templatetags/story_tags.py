"""What a template asks of a page's body."""

from django import template

register = template.Library()


@register.filter
def headings(body) -> list[str]:
    """The headings that divide a body; none for a body that is still empty."""
    return [block.value for block in body or () if block.block_type == "heading"]
