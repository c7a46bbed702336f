"""Pages to search for. Named by string: the search imports no app that it may not."""

import wagtail_factories


class StandardPageFactory(wagtail_factories.PageFactory):
    title = "Wat is sociale economie?"

    class Meta:
        model = "home.StandardPage"
