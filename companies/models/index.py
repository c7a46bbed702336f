"""The guide: the list of companies with its filters."""

from django.utils.translation import gettext_lazy as _

from cms.listings import paginate, slug_parameter
from cms.models import BasePage
from cms.page_cache.memory import remembered
from companies.models.activity import Activity
from companies.models.company import CompanyPage
from companies.models.region import Municipality, nearest_name
from companies.region_map import region_map

ELIGIBILITY_WORDS = {
    "ja": CompanyPage.Eligibility.YES,
    "nee": CompanyPage.Eligibility.NO,
    "vragen": CompanyPage.Eligibility.ASK,
}


class CompanyIndexPage(BasePage):
    """Who in the region can do a job: by activity, municipality and eligibility."""

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["companies.CompanyPage"]
    page_description = _("The list of companies with its filters.")

    class Meta:
        verbose_name = _("company guide")
        verbose_name_plural = _("company guides")

    def get_companies(self):
        """Everything that visitors may read in this guide, by name."""
        return CompanyPage.objects.child_of(self).visible().by_name()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        activity = slug_parameter(request, "activiteit")
        place = slug_parameter(request, "gemeente")
        eligibility = slug_parameter(request, "voorbehouden")
        municipality, old_name = Municipality.objects.resolve(place)
        anywhere = (
            self.get_companies()
            .with_activity(activity)
            .with_eligibility(ELIGIBILITY_WORDS.get(eligibility, ""))
        )
        municipalities = remembered("municipalities", lambda: list(Municipality.objects.all()))
        companies = anywhere.working_in(municipality)
        is_unknown = bool(place) and municipality is None
        if is_unknown:
            companies = companies.none()
        context.update(
            page_obj=paginate(request, companies.for_listing().distinct()),
            activities=remembered(("guide activities", self.pk), self._activities),
            municipalities=municipalities,
            region_map=region_map(
                municipalities, self._counts(anywhere, activity, eligibility), municipality
            ),
            eligibility_choices=[
                (word, choice.label) for word, choice in ELIGIBILITY_WORDS.items()
            ],
            selected_activity=activity,
            selected_place=place,
            selected_municipality=municipality,
            old_name=old_name,
            is_unknown_place=is_unknown,
            meant_place=nearest_name(place, municipalities) if is_unknown else "",
            selected_eligibility=eligibility if eligibility in ELIGIBILITY_WORDS else "",
        )
        return context

    def _activities(self) -> list[Activity]:
        companies = self.get_companies()
        used = Activity.objects.filter(company_rows__company__in=companies)
        return list(used.filter(locale=self.locale_id).distinct())

    def _counts(self, companies, activity: str, eligibility: str) -> dict[int, int]:
        def count():
            return companies.per_municipality(Municipality.objects.all())

        return remembered(("companies per place", self.pk, activity, eligibility), count)
