"""What the addresses of lists name by a word."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin


class SluggedMixin(TranslatableMixin):
    """Something with a word in addresses that nothing else of its kind and language has."""

    slug = models.SlugField(_("word in the address"), max_length=100)

    class Meta(TranslatableMixin.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="unique_%(class)s_slug")
        ]

    def clean(self):
        super().clean()
        # The form has no field for the language, so Django leaves the constraint to the database.
        others = type(self).objects.filter(locale=self.locale_id, slug=self.slug)
        if self.slug and others.exclude(pk=self.pk).exists():
            raise ValidationError({"slug": _("This word is in use already. Choose another one.")})
