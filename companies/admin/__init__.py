"""Screens of the guide that Wagtail does not have."""
