"""The series that the newsletter had over the years, and the rubrics inside an issue."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Min
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.models import SluggedMixin


class SeriesQuerySet(models.QuerySet):
    """Series, which exist once for each language."""

    def originals(self):
        """Of every series the oldest of its translations: people subscribe to this one."""
        oldest = Series.objects.order_by().values("translation_key").annotate(pk_=Min("pk"))
        return self.filter(pk__in=oldest.values("pk_"))

    def running(self):
        return self.filter(ended_on=None)


class Series(SluggedMixin, models.Model):
    """A newsletter under one name; a new name is a new series with a predecessor."""

    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    started_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(
        _("until"), null=True, blank=True, help_text=_("Empty as long as it appears.")
    )
    predecessor = models.ForeignKey(
        "self",
        verbose_name=_("predecessor"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="successors",
        help_text=_("The series that this one continues under a new name."),
    )

    objects = SeriesQuerySet.as_manager()

    panels = ["name", "slug", "description", "started_on", "ended_on", "predecessor"]

    class Meta(SluggedMixin.Meta):
        verbose_name = _("series")
        verbose_name_plural = pgettext_lazy("plural", "series")
        ordering = ["-started_on", "name"]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            raise ValidationError({"ended_on": _("The series ends before it starts.")})
        if self.predecessor_id and self.predecessor_id == self.pk:
            raise ValidationError({"predecessor": _("A series does not continue itself.")})


class Rubric(SluggedMixin, models.Model):
    """A fixed place in an issue, such as “Tip” or “In de praktijk”."""

    name = models.CharField(_("name"), max_length=100)

    panels = ["name", "slug"]

    class Meta(SluggedMixin.Meta):
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["name"]

    def __str__(self):
        return self.name
