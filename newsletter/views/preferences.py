"""What a person can see, change, take along and erase of what the site knows."""

import csv

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from newsletter.models import ConsentEvent, Series, Subscriber
from newsletter.subscribers import tokens
from newsletter.subscribers.forms import PreferencesForm
from newsletter.subscribers.joining import choose, record
from newsletter.subscribers.leaving import end, erase
from newsletter.subscribers.own_data import own_data, own_rows
from newsletter.subscribers.series import in_language
from newsletter.views.own_links import own_link


@own_link(tokens.PREFERENCES)
def preferences(request: HttpRequest, subscriber: Subscriber, said) -> HttpResponse:
    """The series and the language of a person, with the links to all the rest."""
    series = _choosable(subscriber)
    form = PreferencesForm(
        request.POST if request.method == "POST" else None, subscriber=subscriber, series=series
    )
    if form.is_bound and form.is_valid():
        _save(subscriber, series, form.cleaned_data, page=request.resolver_match.route)
        return redirect(f"{request.path}?bewaard=1")
    return render(
        request,
        "newsletter/subscribers/preferences.html",
        {
            "form": form,
            "subscriber": subscriber,
            "is_saved": "bewaard" in request.GET,
            "token": request.resolver_match.kwargs["token"],
        },
        status=422 if form.is_bound else 200,
    )


def _choosable(subscriber: Subscriber) -> list[Series]:
    """The series that still appear, and those that the person gets."""
    running = Series.objects.originals().running()
    own = Series.objects.filter(subscriptions__in=subscriber.subscriptions.active())
    return in_language(
        Series.objects.filter(Q(pk__in=running.values("pk")) | Q(pk__in=own.values("pk")))
    )


@transaction.atomic
def _save(subscriber: Subscriber, series: list[Series], chosen: dict, page: str) -> None:
    wanted = set(chosen["reeks"])
    language = chosen.get("taal", subscriber.language)
    if language != subscriber.language:
        subscriber.language = language
        subscriber.save(update_fields=["language"])
        record(subscriber, None, ConsentEvent.Action.LANGUAGE, "preferences", page=page)
    originals = Series.objects.filter(pk__in=[one.original_pk for one in series])
    choose(subscriber, originals.filter(pk__in=wanted), page=page)
    # What still waits for the click in a mail has no tick to take away.
    unticked = originals.exclude(pk__in=wanted).values("translation_key")
    active = subscriber.subscriptions.active().filter(series__translation_key__in=unticked)
    # Whoever unticks one series sees that it worked; whoever leaves gets a goodbye.
    end(subscriber, active, "preferences", page=page, say_goodbye=not wanted)


@own_link(tokens.PREFERENCES)
def export_json(request: HttpRequest, subscriber: Subscriber, said) -> HttpResponse:
    """Everything that the site knows about a person (GDPR, article 20)."""
    response = JsonResponse(
        own_data(subscriber), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    return _as_file(response, "mijn-gegevens.json")


@own_link(tokens.PREFERENCES)
def export_csv(request: HttpRequest, subscriber: Subscriber, said) -> HttpResponse:
    """The same for a spreadsheet."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.write("\ufeff")  # so that spreadsheets read it as UTF-8
    csv.writer(response).writerows(own_rows(subscriber))
    return _as_file(response, "mijn-gegevens.csv")


def _as_file(response: HttpResponse, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@own_link(tokens.PREFERENCES)
def erase_me(request: HttpRequest, subscriber: Subscriber, said) -> HttpResponse:
    """A question, and with its answer the end of what the site knows about a person."""
    if request.method == "POST":
        erase(subscriber)
        return render(request, "newsletter/subscribers/erased.html")
    token = request.resolver_match.kwargs["token"]
    return render(
        request, "newsletter/subscribers/erase.html", {"subscriber": subscriber, "token": token}
    )
