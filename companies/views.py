"""The page on which a company says whether its profile is still right."""

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from cms.personal_links import personal_link
from companies.checks.answering import answer
from companies.checks.asking import LINK_WORKS
from companies.checks.forms import ProfileForm
from companies.checks.links import read_token
from companies.models import CompanyPage, ProfileCheck

ALL_RIGHT = "klopt"


@personal_link
def profile_check(request: HttpRequest, token: str) -> HttpResponse:
    """What stands on the public page, a button that all is right, and a form to correct it."""
    try:
        company_id, check_id = read_token(token)
    except BadSignature:
        return _refuse(request, "bad", 404)
    check = ProfileCheck.objects.filter(pk=check_id, company=company_id).first()
    company = CompanyPage.objects.visible().filter(pk=company_id).first()
    language = company.locale.language_code if company else translation.get_language()
    with translation.override(language):
        if check is None or company is None:
            response = _refuse(request, "gone", 410)
        elif check.state != ProfileCheck.State.ASKED:
            response = _refuse(request, "used" if check.answered_at else "expired", 410)
        elif check.asked_at <= timezone.now() - LINK_WORKS:
            response = _refuse(request, "expired", 410)
        else:
            response = _ask(request, check, company)
        response.headers["Content-Language"] = language
    return response


def _ask(request: HttpRequest, check: ProfileCheck, company: CompanyPage) -> HttpResponse:
    template, context = "companies/checks/question.html", {"company": company}
    if request.method == "POST" and request.POST.get("antwoord") == ALL_RIGHT:
        return _thank(request, company) if answer(check) else _refuse(request, "used", 410)
    form = ProfileForm(request.POST if request.method == "POST" else None, page=company)
    if not form.is_bound:
        return render(request, template, context | {"form": form})
    if form.is_trapped:
        return _thank(request, company)  # a program that is refused tries again
    if not form.is_valid():
        return render(request, template, context | {"form": form}, status=422)
    return _thank(request, company) if answer(check, form) else _refuse(request, "used", 410)


def _thank(request: HttpRequest, company: CompanyPage) -> HttpResponse:
    return render(request, "companies/checks/thanks.html", {"company": company})


def _refuse(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    return render(request, "companies/checks/no_longer.html", {"reason": reason}, status=status)
