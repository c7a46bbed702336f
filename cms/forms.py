"""The form in which editors write a page."""

from wagtail.admin.forms import WagtailAdminPageForm


class SitePageForm(WagtailAdminPageForm):
    """Fills in, when a page is published, what an editor left empty and the text tells."""

    def save(self, commit=True):
        page = super().save(commit=commit)
        # A draft keeps itself every few seconds: its text may be half a sentence.
        if not self.is_deferred_validation and not page.summary:
            page.summary = page.default_summary
            if commit:
                page.save()
        return page
