"""Pages for tests and for the demo site."""

import wagtail_factories

from home.models import StandardPage


class StandardPageFactory(wagtail_factories.PageFactory):
    title = "Wat is sociale economie?"
    summary = "Werk op maat, in het kort."

    class Meta:
        model = StandardPage
