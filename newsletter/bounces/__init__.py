"""What comes back: reports of mail servers that a newsletter was not delivered."""
