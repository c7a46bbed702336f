"""The form in which editors write an issue."""

from cms.forms import SitePageForm
from newsletter.models.series import Series


class IssueForm(SitePageForm):
    """Fills in the series of a new issue, as long as only one of them still appears."""

    def __init__(self, *args, instance=None, initial=None, **kwargs):
        initial = dict(initial or {})
        if instance is not None and instance.pk is None:
            running = Series.objects.running().filter(locale=instance.locale_id)[:2]
            if len(running) == 1:
                initial.setdefault("series", running[0].pk)
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
