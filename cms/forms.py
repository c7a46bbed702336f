"""The forms in which editors write a page, and copy one."""

from django.db.models import Q
from django.forms import ModelMultipleChoiceField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import TranslatableMixin

from cms.addresses import ADDRESS_IS_TAKEN, is_taken_under


class SitePageForm(WagtailAdminPageForm):
    """Offers what is in the language of the page, and fills in, when it is published, what an
    editor left empty and the text tells.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, ModelMultipleChoiceField):
                field.queryset = self._in_own_language(field.queryset, self.initial.get(name))

    def _in_own_language(self, choices, chosen):
        """Without the translations of each choice, but with what was chosen before."""
        if not issubclass(choices.model, TranslatableMixin):
            return choices
        kept = [one.pk for one in chosen or []]
        return choices.filter(Q(locale=self.instance.locale_id) | Q(pk__in=kept))

    def clean(self):
        cleaned = super().clean()
        if is_taken_under(self.parent_page, cleaned.get("slug", "")):
            self.add_error("slug", ADDRESS_IS_TAKEN)
        return cleaned

    def save(self, commit=True):
        page = super().save(commit=commit)
        # A draft keeps itself every few seconds: its text may be half a sentence.
        if not self.is_deferred_validation and not page.summary:
            page.summary = page.default_summary
            if commit:
                page.save()
        return page


class SiteCopyForm(CopyForm):
    """Refuses an address for the copy that no page may have."""

    def clean(self):
        cleaned = super().clean()
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        if is_taken_under(parent, cleaned.get("new_slug", "")):
            self.add_error("new_slug", ADDRESS_IS_TAKEN)
        return cleaned
