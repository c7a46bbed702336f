"""Making an issue ready: what to put in it, what to check, and how it looks in a mailbox."""
