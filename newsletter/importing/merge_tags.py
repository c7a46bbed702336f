"""Fields that a mail program fills in for each reader, such as `*|FNAME|*`."""

import re

_FIELD = (
    r"voornaam|achternaam|naam|aanspreking|titel|e-?mail(?:adres)?|organisatie|bedrijf|"
    r"first_?name|last_?name|full_?name|name|fname|lname|email(?:_?address)?|company|salutation|"
    r"unsub\w*|uitschrijf\w*|web_?version|webversie|online\w*|browser\w*|forward\w*|profile\w*"
)
MERGE_TAG = re.compile(
    r"\*\|[^|]{1,120}\|\*"  # Mailchimp
    r"|\{{2,3}[^{}]{1,120}\}{2,3}|\{%[^%]{1,120}%\}|\{\$[^{}]{1,80}\}"  # Flexmail, Brevo, Jinja
    r"|\[\[[^\[\]]{1,120}\]\]"
    r"|\[(?:subscriber|link|user|date|newsletter|subject):[^\]]{1,80}\]"  # MailPoet
    r"|%%[^%\n]{1,80}%%|%recipient[\w.]*%|<%[^%]{0,120}%>|\$\{[^{}]{1,80}\}"
    rf"|\[(?:{_FIELD})(?:,[^\[\]]{{0,60}})?\]|\{{(?:{_FIELD})\}}|#(?:{_FIELD})#|##\w{{1,40}}##|%(?:{_FIELD})%",
    re.IGNORECASE,
)


def remove_merge_tags(text: str) -> str:
    """The text without fields for personal data, and without the space they leave."""
    without = MERGE_TAG.sub("", text)
    return re.sub(r"[ \t]+([,.;:!?])", r"\1", without) if without != text else text
