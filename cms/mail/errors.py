"""What a mail server or the API of a provider said, for a log that names nobody."""

import smtplib


def kind_of(error: Exception) -> str:
    """What went wrong, with the number of the mail server or the provider if it gave one.

    Not its words: they may hold an address, and what is erased must not live on in a log.
    """
    codes = [getattr(error, "smtp_code", None) or getattr(error, "status_code", None)]
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _text in error.recipients.values()]
    return " ".join([type(error).__name__, *(str(code) for code in codes if code)])
