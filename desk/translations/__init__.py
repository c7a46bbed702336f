"""Translating with wagtail-localize: what it lacks for who edits this site (docs/adr/0016)."""
