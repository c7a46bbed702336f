"""Reading the file that a translator sends back."""

import polib
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import StringTranslation, Translation

MAX_BYTES = 2_000_000
OWN_KEY = "X-WagtailLocalize-TranslationID"


class PoFileError(ValueError):
    """A file that cannot be taken in; its text tells the editor why."""


def read_po(data: bytes, translation: Translation) -> polib.POFile:
    """The file, when it is one of this translation.

    Raises:
        PoFileError: it is empty, too large, no PO file, or made for something else.
    """
    if not data.strip():
        raise PoFileError(_("This file is empty. Nothing has changed."))
    if len(data) > MAX_BYTES:
        raise PoFileError(_("This file is too large for a PO file. Nothing has changed."))
    try:
        text = data.decode("utf-8-sig")
        # polib takes a text without line break for the name of a file on this machine.
        po = polib.pofile(text + "\n")
    except (OSError, ValueError, LookupError, AttributeError) as error:
        message = _("This is not a PO file, or it is damaged. Nothing has changed.")
        raise PoFileError(message) from error
    if "\0" in text:
        raise PoFileError(_("This is not a PO file, or it is damaged. Nothing has changed."))
    made_for = po.metadata.get(OWN_KEY)
    if made_for is None:
        raise PoFileError(
            _(
                "This PO file does not come from this site. Download the file here and fill that"
                " one in. Nothing has changed."
            )
        )
    if made_for != str(translation.uuid):
        raise PoFileError(
            _("This PO file belongs to another page or another language. Nothing has changed.")
        )
    if not any(entry.msgstr for entry in po if not entry.obsolete):
        raise PoFileError(_("There is no translated text in this file. Nothing has changed."))
    return po


def take_in(po: polib.POFile, translation: Translation, user) -> tuple[str, list[str]]:
    """Keep the translations; gives what was done, and what an editor must look at."""
    filled = sum(1 for entry in po if entry.msgstr and not entry.obsolete)
    unknown = len(translation.import_po(po, user=user, tool_name=_("PO file")))
    taken = ngettext(
        "%(count)s text is taken in.", "%(count)s texts are taken in.", filled - unknown
    ) % {"count": filled - unknown}
    warnings = []
    if unknown:
        warnings.append(
            ngettext(
                "%(count)s text is no longer on the page and was left out.",
                "%(count)s texts are no longer on the page and were left out.",
                unknown,
            )
            % {"count": unknown}
        )
    wrong = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id,
        locale=translation.target_locale,
        has_error=True,
    ).count()
    if wrong:
        warnings.append(
            ngettext(
                "%(count)s text has a mistake in its layout. It is marked below.",
                "%(count)s texts have a mistake in their layout. They are marked below.",
                wrong,
            )
            % {"count": wrong}
        )
    return taken, warnings
