"""Pages for tests and for the demo site."""

import wagtail_factories

from cms.models import AccessibilityStatementPage


class AccessibilityStatementPageFactory(wagtail_factories.PageFactory):
    title = "Toegankelijkheidsverklaring"
    summary = "Hoe toegankelijk deze website is."
    scope = "de website Waas Maatwerk"
    shortcomings = "<p>Oude bestanden zijn niet nagekeken.</p>"
    feedback = "<p>Mail naar het meldpunt.</p>"
    complaint = "<p>Ga naar de Vlaamse Ombudsdienst.</p>"

    class Meta:
        model = AccessibilityStatementPage
