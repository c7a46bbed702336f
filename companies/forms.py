"""The form in which editors write a profile: what is wrong with a row is said at that row."""

from django.utils.translation import gettext as _

from cms.forms import SitePageForm


class CompanyForm(SitePageForm):
    """Asks of each location where it is, once visitors will read it."""

    def clean(self):
        cleaned = super().clean()
        # A draft keeps itself every few seconds: a row may be empty still.
        if not self.is_deferred_validation:
            self._check_locations()
        return cleaned

    def _check_locations(self):
        formset = self.formsets.get("locations")
        for row in formset.forms if formset else ():
            if not row.is_valid() or row.cleaned_data.get("DELETE"):
                continue
            if row.instance.is_empty:
                message = _("Fill in a name or a municipality, or delete this location.")
                row.add_error("name", message)
