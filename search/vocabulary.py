"""The words of editors: what people call things, and what the site calls them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import InlinePanel
from wagtail.models import Orderable

from search.admin.synonym_form import SynonymForm
from search.analysis.folding import fold

MAX_LENGTH = 100


def validate_word(value: str) -> None:
    """Raises ValidationError when nothing in the value can be searched for."""
    if not fold(value):
        raise ValidationError(_("Write at least one letter or digit."))


def validate_single(value: str) -> None:
    """Raises ValidationError for a list where one name belongs."""
    if "," in value:
        raise ValidationError(_("One name on each row, without commas: add a row for the next."))


def languages() -> list[tuple[str, str]]:
    """The languages of the site; a change of them needs no migration."""
    return settings.LANGUAGES


class Synonym(ClusterableModel):
    """A word of this site with the other words by which people look for it."""

    preferred = models.CharField(
        _("word on the site"),
        max_length=MAX_LENGTH,
        validators=[validate_word, validate_single],
        help_text=_(
            "The word that the site uses today, for example “maatwerkbedrijf” or “lokaal"
            " bestuur”. It may be several words."
        ),
    )
    language = models.CharField(
        _("language"), max_length=12, choices=languages, default=settings.LANGUAGE_CODE
    )

    panels = [
        "preferred",
        InlinePanel(
            "names",
            heading=_("Other words"),
            label=_("Other word"),
            help_text=_(
                "Everything that people type for the same thing. A change works at once, for"
                " everything on the site. Plurals, accents and hyphens need no row of their own."
            ),
            min_num=1,
        ),
        "language",
    ]
    base_form_class = SynonymForm

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = [Lower("preferred")]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "preferred"], name="unique_synonym_preferred"
            )
        ]

    def __str__(self):
        return self.preferred

    def clean(self):
        super().clean()
        others = Synonym.objects.filter(language=self.language).exclude(pk=self.pk)
        words = others.values_list("preferred", flat=True)
        same = next((word for word in words if fold(word) == fold(self.preferred)), None)
        if same:
            raise ValidationError(
                {
                    "preferred": _("“%(word)s” is in the list already: add the other words there.")
                    % {"word": same}
                }
            )


class SynonymName(Orderable):
    """One other word, and in which direction it leads."""

    class Direction(models.TextChoices):
        BOTH = "both", _("both ways: whoever types one of them also finds the other")
        TO_PREFERRED = (
            "to_preferred",
            _("one way: this word also finds the word on the site, not the reverse"),
        )

    synonym = ParentalKey(Synonym, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(
        _("other word"),
        max_length=MAX_LENGTH,
        validators=[validate_word, validate_single],
        help_text=_("For example “beschutte werkplaats”, “lastenboek” or an abbreviation."),
    )
    is_former = models.BooleanField(
        _("former name"),
        default=False,
        help_text=_("Visitors read in the results that this is how it was called before."),
    )
    direction = models.CharField(
        _("direction"),
        max_length=12,
        choices=Direction.choices,
        default=Direction.BOTH,
        help_text=_(
            "Choose one way for a word that means more: “drempel” also finds “drempelbedrag”,"
            " but who types “drempelbedrag” does not look for every “drempel”."
        ),
    )

    panels = ["name", "is_former", "direction"]

    class Meta(Orderable.Meta):
        verbose_name = _("other word")
        verbose_name_plural = _("other words")

    def __str__(self):
        return self.name
