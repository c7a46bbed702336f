from newsletter.models.imported import ImportedFile
from newsletter.models.index import NewsletterIndexPage
from newsletter.models.issue import NewsletterIssuePage, NewsletterItem
from newsletter.models.series import Rubric, Series

__all__ = [
    "ImportedFile",
    "NewsletterIndexPage",
    "NewsletterIssuePage",
    "NewsletterItem",
    "Rubric",
    "Series",
]
