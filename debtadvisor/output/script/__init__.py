"""What to say, as a page."""
