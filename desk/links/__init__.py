"""The link checker: which addresses pages use, and whether they still lead somewhere."""
