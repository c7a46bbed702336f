"""Reading old issues: from the bytes of a file to an issue with its items.

`sources` finds the files, `parse` turns the bytes of one into a `ParsedIssue` (see
`result`), `store` makes it a page. Only `store` knows the database.
"""
