"""The codes of a report in words for editors."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "not_a_newsletter": _("This is not a newsletter: a reply, a notice or something else."),
    "auto_reply": _("This is an automatic reply, not a newsletter."),
    "empty_file": _("The file is empty."),
    "corrupt_pdf": _("The PDF is damaged or cut off and cannot be opened."),
    "encrypted_pdf": _("The PDF is protected with a password."),
    "corrupt_zip": _("The ZIP file is damaged or cut off and cannot be opened."),
    "encrypted_zip": _("This file in the ZIP is protected with a password."),
    "zip_bomb": _("The ZIP file unpacks to far more than it should; nothing of it was read."),
    "unsafe_path": _("The name of this file in the ZIP leads outside it."),
    "nested_zip": _("A ZIP inside a ZIP is not opened."),
    "too_large": _("The file is too large."),
    "too_many": _("Not read: too many files at once. Upload the rest separately."),
    "unreadable": _("The file cannot be read."),
    "not_saved": _("The issue could not be saved; nothing of it was kept. Try again."),
    "unknown_kind": _("Not a mail, a web page or a PDF."),
    "subscriber_list": _("A list of subscribers: it is never read."),
    "export_metadata": _("The list of campaigns of an export: its dates and subjects are used."),
    "duplicate": _("The same issue was there already."),
    "edited_since": _("An editor changed this issue since; it was left as it is."),
    "image_only_pdf": _("The PDF holds pictures of text only. Type the text, or ask for OCR."),
    "series_unknown": _("The series could not be derived."),
    "series_guessed": _("The series was guessed from the date."),
    "date_unknown": _("The date could not be derived."),
    "date_guessed": _("The date was guessed; check it."),
    "date_from_season": _("Only a season is printed; the month was chosen from it."),
    "date_conflict": _(
        "The printed date differs from the day of sending; the printed one counts."
    ),
    "number_missing": _("There is no number on this issue."),
    "number_taken": _("Another issue of the series has this number; check it."),
    "items_not_found": _("The items could not be told apart; the whole text is one item."),
    "charset_mismatch": _("The file says another character set than it uses."),
    "merge_tags_removed": _("Fields for personal data were removed."),
    "tracking_pixel_removed": _("A tracking pixel was removed."),
    "click_redirects_unwrapped": _("Links through a click counter now lead straight on."),
    "click_redirects_removed": _(
        "Links through a click counter without a known target were removed."
    ),
    "personal_link_removed": _("Personal links, such as unsubscribing, were removed."),
    "personal_copy": _("This is the copy of one reader: visitors cannot download the original."),
    "inline_images_kept": _("Pictures inside the mail were kept."),
    "image_without_alt": _("A picture has no description; write one."),
    "remote_images_removed": _("Pictures that stood on another server were left out."),
    "forwarded": _(
        "The issue was inside a forwarded mail: visitors cannot download the original."
    ),
}

# What an editor should look at before publishing; the others say what was done.
TO_CHECK = {
    "image_only_pdf",
    "series_unknown",
    "series_guessed",
    "date_unknown",
    "date_guessed",
    "date_from_season",
    "date_conflict",
    "number_taken",
    "items_not_found",
    "image_without_alt",
}


def message(code: str) -> str:
    """The words for a code; the code itself for one that has none."""
    return str(MESSAGES.get(code, code))
