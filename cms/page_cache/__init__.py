"""Answers that are kept, and how they are forgotten at the moment that the site changes.

The *generation* is a value in the database that triggers change in the same transaction as
whatever visitors may see. What is kept is kept for one generation (docs/adr/0017).
"""
