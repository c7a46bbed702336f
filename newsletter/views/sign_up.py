"""Signing up, and asking for the link to the preferences.

These forms hold no CSRF token, because a token needs a cookie, and visitors get none. There
is no session that another site could misuse: whoever fills in somebody's address only has
this person get one mail, which any program can do as well. What remains is to refuse forms
on other sites, by the `Origin` that browsers send with every POST. How often one address
of the internet may ask is in cms/security/limits.py.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.security.client import is_from_elsewhere
from newsletter.subscribers.forms import AddressForm, SignUpForm
from newsletter.subscribers.joining import request_preferences, request_subscription
from newsletter.subscribers.series import in_language, open_series
from newsletter.subscribers.wording import consent_wording

ELSEWHERE = _("This form came from another site. Fill it in here.")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """The form; the answer is the same for every address, known or not."""
    series = in_language(open_series())
    form = SignUpForm(request.POST if request.method == "POST" else None, series=series)
    template = "newsletter/subscribers/sign_up.html"
    context = {"form": form, "series_list": series, "wording": consent_wording()}
    if refusal := _refusal(request, form):
        return render(request, template, context | refusal, status=refusal["status"])
    if not form.is_bound or not series:
        return render(request, template, context)
    if not form.is_trapped:
        request_subscription(
            form.cleaned_data["email"], form.chosen(), get_language(), page=request.path
        )
    return _answer(request, form, "newsletter/subscribers/signed_up.html")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask_preferences(request: HttpRequest) -> HttpResponse:
    """Have the link to the preferences mailed; the same answer for every address."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    template = "newsletter/subscribers/ask_preferences.html"
    if refusal := _refusal(request, form):
        return render(request, template, {"form": form} | refusal, status=refusal["status"])
    if not form.is_bound:
        return render(request, template, {"form": form})
    if not form.is_trapped:
        request_preferences(form.cleaned_data["email"])
    return _answer(request, form, "newsletter/subscribers/asked_preferences.html")


def _refusal(request: HttpRequest, form: AddressForm) -> dict | None:
    """Why nothing is done with a filled in form, if so, and with which status."""
    if not form.is_bound:
        return None
    if is_from_elsewhere(request):
        return {"refusal": ELSEWHERE, "status": 403}
    return None if form.is_trapped or form.is_valid() else {"refusal": None, "status": 422}


def _answer(request: HttpRequest, form: AddressForm, template: str) -> HttpResponse:
    """What happens now, with the address as it was typed, so that a mistake in it is seen.

    Not behind a redirect: the address would have to stand in a URL, which logs and histories
    keep, or in a cookie. Who sends the form again does no harm: an address gets one mail a day.
    """
    response = render(request, template, {"address": form["email"].value() or ""})
    response.headers["Cache-Control"] = "no-store"
    return response
