"""One address of the demo site for each page type, the search pages and pages of one person."""

import json
from collections.abc import Callable

PATHS = {
    "home page": "/",
    "standard page": "/helpdesk/mag-ik-voorbehouden/",
    "standard page with questions": "/helpdesk/veelgestelde-vragen/",
    "section": "/sociale-economie/",
    "glossary": "/sociale-economie/begrippen/",
    "news list": "/nieuws/",
    "news item": "/nieuws/archief-doorzoekbaar/",
    "agenda": "/agenda/",
    "cancelled event": "/agenda/infosessie-statuten/",
    "past events": "/agenda/archief/",
    "event": "/agenda/vorming-voorbehouden-opdrachten/",
    "company guide": "/bedrijven/",
    "filtered guide": "/bedrijven/?gemeente=moerbeke",
    "company": "/bedrijven/w-green/",
    "practice cases": "/praktijk/",
    "practice case": "/praktijk/begraafplaats-steendorp/",
    "newsletter archive": "/nieuwsbrief/",
    "issue under old law": "/nieuwsbrief/2012-11/",
    "issue": "/nieuwsbrief/2026-10/",
    "accessibility statement": "/toegankelijkheid/",
    "signing up": "/nieuwsbrief/inschrijven/",
    "asking for preferences": "/nieuwsbrief/voorkeuren/",
    "preferences of a reader": "{preferences}",
    "goodbye of a reader": "{goodbye}",
    "question to a company": "{question}",
    "link that does not work": "/uit/onzin/",
    "search": "/zoeken/?q=groenonderhoud",
    "search without results": "/zoeken/?q=hoedhaarx",
    "empty search": "/zoeken/",
    "not found": "/bestaat-niet/",
}
# What only the site itself can sign, for a person of the demo site.
_SIGNED = """
import json
from companies.checks.links import check_url
from companies.models import ProfileCheck
from newsletter.models import Subscriber
from newsletter.subscribers.links import preferences_url, unsubscribe_url
reader = Subscriber.objects.earliest("pk").pk
question = ProfileCheck.objects.filter(state=ProfileCheck.State.ASKED).latest("pk")
print(json.dumps({
    "preferences": preferences_url(reader),
    "goodbye": unsubscribe_url(reader),
    "question": check_url(question),
}))
"""


def addresses(site_url: str, run: Callable[[str], str]) -> dict[str, str]:
    """The whole address of each page; `run` gives what Python beside the site prints."""
    signed = json.loads(run(_SIGNED))
    return {
        name: path.format(**signed) if path.startswith("{") else site_url + path
        for name, path in PATHS.items()
    }
