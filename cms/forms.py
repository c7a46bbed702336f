"""The form in which editors write a page."""

from django.db.models import Q
from django.forms import ModelMultipleChoiceField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import TranslatableMixin


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

    def save(self, commit=True):
        page = super().save(commit=commit)
        # A draft keeps itself every few seconds: its text may be half a sentence.
        if not self.is_deferred_validation and not page.summary:
            page.summary = page.default_summary
            if commit:
                page.save()
        return page
