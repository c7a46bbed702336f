"""Lists of what needs an eye, each of which leaves as a spreadsheet."""

from desk.reports.images import ImageReport
from desk.reports.links import LinkReport
from desk.reports.pages import DraftReport, ProfileReport, ReviewReport
from desk.reports.translations import TranslationReport

# In the order of the menu.
REPORTS = (DraftReport, ReviewReport, ProfileReport, ImageReport, LinkReport, TranslationReport)
