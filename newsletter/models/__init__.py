from newsletter.models.consent import ConsentEvent
from newsletter.models.delivery import Delivery
from newsletter.models.growth import GrowthCount
from newsletter.models.imported import ImportedFile
from newsletter.models.index import NewsletterIndexPage
from newsletter.models.issue import NewsletterIssuePage
from newsletter.models.item import NewsletterItem
from newsletter.models.mailed_minute import MailedMinute
from newsletter.models.mailing import Mailing, MailingContent
from newsletter.models.notice import Notice
from newsletter.models.original import OriginalText
from newsletter.models.series import Rubric, Series
from newsletter.models.subscriber import Subscriber, Subscription
from newsletter.models.subscriber_import import SubscriberImport
from newsletter.models.suppression import Suppression
from newsletter.models.trial_mail import TrialMail

__all__ = [
    "ConsentEvent",
    "Delivery",
    "GrowthCount",
    "ImportedFile",
    "MailedMinute",
    "Mailing",
    "MailingContent",
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
    "TrialMail",
]
