"""Sending an issue by mail, so that nobody is lost and nobody gets it twice: docs/adr/0015."""
