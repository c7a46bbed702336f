"""Issues on their way to their readers, as editors follow them."""
