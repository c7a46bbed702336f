"""The people behind the newsletter, in the admin."""
