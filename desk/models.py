"""What the link checker knows: every address outside the site, and the pages that use it."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

# One failure may be the other side's bad day; two in a row are ours to mend.
FAILURES_TO_BE_BROKEN = 2
MAX_LENGTH = 1000
# Stands before the number of a page of this site, in place of a web address.
PAGE_PREFIX = "page:"


class CheckedLinkQuerySet(models.QuerySet):
    """Links by what is known of them."""

    def broken(self):
        return self.filter(failures__gte=FAILURES_TO_BE_BROKEN)

    def outside(self):
        """Without the links to pages of this site, which need no visit."""
        return self.exclude(url__startswith=PAGE_PREFIX)


class CheckedLink(models.Model):
    """An address outside the site, or a page that is not published, and who links to it."""

    class Problem(models.TextChoices):
        NONE = "", _("works")
        GONE = "gone", _("the page does not exist any more")
        REFUSED = "refused", _("the other site answers with an error")
        UNREACHABLE = "unreachable", _("the other site does not answer")
        UNSAFE = "unsafe", _("the address does not lead to a public site")

    url = models.CharField(_("address"), max_length=MAX_LENGTH, unique=True)
    problem = models.CharField(
        _("problem"), max_length=20, choices=Problem.choices, blank=True, default=Problem.NONE
    )
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    checked_at = models.DateTimeField(_("checked at"), null=True, db_index=True)
    broken_since = models.DateTimeField(_("broken since"), null=True)
    pages = models.ManyToManyField(Page, verbose_name=_("pages"), related_name="+")

    objects = CheckedLinkQuerySet.as_manager()

    # Knowing a link is no use of the page it stands on: deleting that page loses nothing.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("broken link")
        verbose_name_plural = _("broken links")
        ordering = ["url"]
        default_permissions = ("view",)

    def __str__(self):
        if self.page_id is None:
            return self.url
        if self.page is None:
            return gettext("a page of this site that was deleted")
        return gettext("“%(title)s”, which is not published") % {"title": self.page.title}

    @property
    def page_id(self) -> int | None:
        """The number of the page of this site to which it leads."""
        is_inside = self.url.startswith(PAGE_PREFIX)
        return int(self.url.removeprefix(PAGE_PREFIX)) if is_inside else None

    @cached_property
    def page(self) -> Page | None:
        """That page, if it still exists; a list reads these at once."""
        return Page.objects.filter(pk=self.page_id).first()
