"""Keeping profiles true: each company is asked once a year, without an account (docs/adr/0020)."""
