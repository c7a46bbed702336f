"""The pages behind the personal links of subscribers; cms/personal_links.py has the rules."""

from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from cms.personal_links import personal_link
from newsletter.models import ConsentEvent, Series, Subscriber
from newsletter.subscribers import tokens
from newsletter.subscribers.joining import confirm
from newsletter.subscribers.leaving import unsubscribe
from newsletter.subscribers.series import in_language


def own_link(purpose: str):
    """A view for the holder of a good token: it gets `subscriber` and `said`, the token's text.

    The page is in the language of the person. A bad token gives 404; one that expired, or
    whose person was erased, 410.
    """

    def decorate(view):
        @personal_link
        @wraps(view)
        def own_view(request: HttpRequest, token: str, **kwargs) -> HttpResponse:
            try:
                said = tokens.read_token(purpose, token)
                subscriber = Subscriber.objects.filter(pk=said.subscriber_id).first()
                reason = None if subscriber else "gone"
            except tokens.ExpiredTokenError as error:
                subscriber, reason = (
                    Subscriber.objects.filter(pk=error.subscriber_id).first(),
                    "expired",
                )
            except tokens.BadTokenError:
                subscriber, reason = None, "bad"
            with translation.override(
                subscriber.language if subscriber else translation.get_language()
            ):
                if reason:
                    response = _no_longer(request, reason, purpose)
                else:
                    response = view(request, subscriber=subscriber, said=said, **kwargs)
                response.headers["Content-Language"] = translation.get_language()
            return response

        return own_view

    return decorate


def _no_longer(request: HttpRequest, reason: str, purpose: str) -> HttpResponse:
    if reason == "gone" and purpose == tokens.UNSUBSCRIBE:
        # Who was erased gets no mail any more, which is what the click asks for.
        return render(request, "newsletter/subscribers/unsubscribed.html", {"is_gone": True})
    # Who is not known, or never confirmed, is mailed no link to any preferences.
    may_ask = reason != "gone" and not (reason == "expired" and purpose == tokens.CONFIRM)
    return render(
        request,
        "newsletter/subscribers/no_longer.html",
        {"reason": reason, "may_ask": may_ask},
        status=404 if reason == "bad" else 410,
    )


@own_link(tokens.CONFIRM)
def confirm_subscription(request: HttpRequest, subscriber: Subscriber, said) -> HttpResponse:
    """A button; pressing it makes the requests of this person real."""
    template = "newsletter/subscribers/confirm.html"
    if request.method == "POST":
        confirm(subscriber, page=request.resolver_match.route)
        return render(request, template, {"active": _active(subscriber)})
    pending = Series.objects.filter(subscriptions__in=subscriber.subscriptions.pending())
    return render(
        request,
        template,
        {"pending": in_language(pending), "active": _active(subscriber)},
    )


def _active(subscriber: Subscriber) -> list[Series]:
    return in_language(Series.objects.filter(subscriptions__in=subscriber.subscriptions.active()))


@own_link(tokens.UNSUBSCRIBE)
def unsubscribe_at_once(request: HttpRequest, subscriber: Subscriber, said) -> HttpResponse:
    """A POST unsubscribes at once, RFC 8058; a GET shows the button that does.

    Mail programs post `List-Unsubscribe=One-Click`, without cookie or referrer.
    """
    series = Series.objects.filter(pk=said.series_id).first() if said.series_id else None
    context = {
        "series": in_language([series])[0] if series else None,
        "preferences_token": tokens.make_token(tokens.PREFERENCES, subscriber.pk),
    }
    if request.method != "POST":
        return render(request, "newsletter/subscribers/unsubscribe.html", context)
    is_one_click = request.POST.get("List-Unsubscribe") == "One-Click"
    source = ConsentEvent.Source.ONE_CLICK if is_one_click else ConsentEvent.Source.MAIL
    unsubscribe(subscriber, series, source, page=request.resolver_match.route)
    return render(request, "newsletter/subscribers/unsubscribed.html", context)
