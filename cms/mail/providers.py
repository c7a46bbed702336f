"""What the API of a mail provider says, for those who count in the numbers of SMTP."""

# With these it says that something is wrong with a mail (django-anymail).
_REFUSED = {400, 422}


def refusal(error: Exception) -> int | None:
    """The number with which an SMTP server would have refused (RFC 5321, 4.2.1).

    None when the error does not say whether the mail went. Nothing of django-anymail is imported:
    its errors have a `status_code`, when there was an answer.
    """
    status = getattr(error, "status_code", None)
    if status in _REFUSED:
        return 554
    # Too fast, or a wrong key: nothing is the matter with this mail.
    return 451 if isinstance(status, int) and 400 <= status < 500 else None
