"""What keeps the site closed: policies for browsers, limits for strangers, checks of uploads."""
