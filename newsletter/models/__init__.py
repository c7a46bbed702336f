from newsletter.models.consent import ConsentEvent
from newsletter.models.growth import GrowthCount
from newsletter.models.imported import ImportedFile
from newsletter.models.index import NewsletterIndexPage
from newsletter.models.issue import NewsletterIssuePage
from newsletter.models.item import NewsletterItem
from newsletter.models.notice import Notice
from newsletter.models.original import OriginalText
from newsletter.models.series import Rubric, Series
from newsletter.models.subscriber import Subscriber, Subscription
from newsletter.models.subscriber_import import SubscriberImport
from newsletter.models.suppression import Suppression

__all__ = [
    "ConsentEvent",
    "GrowthCount",
    "ImportedFile",
    "NewsletterIndexPage",
    "NewsletterIssuePage",
    "NewsletterItem",
    "Notice",
    "OriginalText",
    "Rubric",
    "Series",
    "Subscriber",
    "SubscriberImport",
    "Subscription",
    "Suppression",
]
