"""The form for a synonym: what is wrong with a row is said at that row."""

from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from search.analysis.folding import fold


class SynonymForm(WagtailAdminModelForm):
    """Compares the rows with each other and with the word on the site, as a search would."""

    def clean(self):
        cleaned = super().clean()
        preferred = fold(cleaned.get("preferred", ""))
        seen = set()
        for row in self.formsets["names"].forms:
            if not row.is_valid() or row.cleaned_data.get("DELETE"):
                continue
            name = fold(row.cleaned_data.get("name", ""))
            if name == preferred:
                row.add_error("name", _("This is the word on the site itself."))
            elif name in seen:
                row.add_error("name", _("This word is in the list twice."))
            seen.add(name)
        return cleaned
