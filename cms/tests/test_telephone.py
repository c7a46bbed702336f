"""Telephone numbers: what a link dials, and what may be filled in."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Site

from cms.models import SiteSettings
from cms.telephone import dialled, validate_telephone

NUMBERS = {
    "03 780 52 00": "037805200",
    "03/780.52.00": "037805200",
    "(03) 780-52-00": "037805200",
    "+32 (0)3 780 52 00": "+3237805200",
    "0032 (0)3 780 52 00": "003237805200",
    "(+32) 470 12 34 56": "+32470123456",
    "0470/12 34 56": "0470123456",
    "+31\u00a010\u2011123\u201345\u00a067": "+31101234567",
    "1700": "1700",
}
NO_NUMBERS = [
    "03 780 52 00 / 0470 12 34 56",
    "03 780 52 00 of 03 780 52 01",
    "03 780 52 00/01",
    "+32 3 780 52 00/01",
    "+32 3 780 52 00, +32 3 780 52 01",
    "+32 03 780 52 00",
    "03 780 52",
    "vraag het aan de balie",
    "\u0660\u0663 \u0667\u0668\u0660 \u0665\u0662 \u0660\u0660",
    "3+7805200",
]


@pytest.mark.parametrize(("written", "dialled_"), NUMBERS.items())
def test_a_link_dials_digits_alone(written, dialled_):
    assert dialled(written) == dialled_


@pytest.mark.parametrize("written", NO_NUMBERS)
def test_what_is_not_one_number_is_not_dialled(written):
    assert dialled(written) == ""


@pytest.mark.parametrize("written", ["", *NUMBERS])
def test_one_number_may_be_filled_in(written):
    validate_telephone(written)


@pytest.mark.parametrize("written", NO_NUMBERS)
def test_anything_else_is_refused(written):
    with pytest.raises(ValidationError):
        validate_telephone(written)


def _keep(phone: str) -> SiteSettings:
    details = SiteSettings.for_site(Site.objects.get())
    details.phone = phone
    details.save()
    return details


def test_the_site_details_hold_one_telephone_number(home):
    details = _keep("03 780 52 00 / 0470 12 34 56")
    with pytest.raises(ValidationError) as error:
        details.full_clean()
    assert set(error.value.message_dict) == {"phone"}


def test_editors_read_at_the_field_that_the_site_details_hold_one_number(admin_client, home):
    details = _keep("03 780 52 00 / 0470 12 34 56")
    url = reverse("wagtailsettings:edit", args=["cms", "sitesettings", details.site_id])
    form = BeautifulSoup(admin_client.get(url).content, "html.parser").find("form", action=url)
    values = {
        one["name"]: one.get("value", "") for one in form.find_all("input", attrs={"name": True})
    }
    html = BeautifulSoup(admin_client.post(url, values).content, "html.parser")
    assert html.find(id="panel-child-contact-child-phone-errors") is not None


@pytest.mark.parametrize(
    ("phone", "href"),
    [
        ("+32 (0)3 780 52 00", "tel:+3237805200"),
        ("03/780.52.00", "tel:037805200"),
        ("03 780 52 00 / 0470 12 34 56", None),
    ],
)
def test_the_footer_shows_every_number_and_links_the_one_that_can_be_dialled(
    home, client, phone, href
):
    _keep(phone)
    footer = BeautifulSoup(client.get("/").content, "html.parser").find(class_="site-footer")
    link = footer.find("a", href=lambda value: value.startswith("tel:"))
    assert (link and link["href"]) == href
    assert phone in footer.find("address").text
