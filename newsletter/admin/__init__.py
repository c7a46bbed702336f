"""Old issues in the admin: upload, see what was derived, correct, publish."""
