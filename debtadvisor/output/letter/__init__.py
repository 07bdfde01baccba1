"""A letter, as a page to send and as a document."""
