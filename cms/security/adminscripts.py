"""Chooser fields of the admin without a script in their HTML.

Wagtail writes `<script>new PageChooser(...)</script>` behind each; our policy forbids
that. The same call is written as data, which `js/admin/start.js` carries out. The
templates under `wagtailadmin/`, `wagtailsearchpromotions/` and `wagtail_localize/` do the
same for panels, dates and terms.
"""

import re

from django.utils.html import format_html
from wagtail.admin.widgets import BaseChooser

_CALL = re.compile(r"^(?:new )?(?P<name>\w+)\((?P<arguments>.*)\);$", re.DOTALL)


def call_as_data(script: str) -> str:
    """HTML that makes start.js do what the script `new Name(json, ...);` would do.

    Raises:
        ValueError: if the script is not one call.
    """
    call = _CALL.match(script)
    if not call:
        raise ValueError(f"Not one call: {script}")
    return format_html(
        '<template data-controller="start" data-start-call-value="{}"'
        ' data-start-arguments-value="{}"></template>',
        call["name"],
        f"[{call['arguments']}]",
    )


def _render(self, name, value, attrs=None, renderer=None):
    value_data = self.get_value_data(value)
    script = self.render_js_init(attrs["id"], name, value_data)
    return self.render_html(name, value_data, attrs) + call_as_data(script)


def replace_inline_scripts() -> None:
    """Let Wagtail's chooser fields start without inline script."""
    BaseChooser.render = _render
