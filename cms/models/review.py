"""Pages that must stay true long after they were written."""

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def in_a_year() -> datetime.date:
    """When a page that is right today deserves another look."""
    return timezone.localdate() + datetime.timedelta(days=365)


class ReviewedMixin(models.Model):
    """A page with a day on which somebody checks whether it is still right."""

    review_on = models.DateField(
        _("check again on"),
        null=True,
        blank=True,
        default=in_a_year,
        db_index=True,
        help_text=_(
            "From this day the page stands on the dashboard, until you fill in a later day."
            " Visitors do not see it."
        ),
    )

    class Meta:
        abstract = True
