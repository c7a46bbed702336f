"""The newsletter in the admin: composing and sending issues, mailings, subscribers, old issues."""
