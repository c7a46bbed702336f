"""The look of every mail of the site, and the mails that say one thing to one person."""
