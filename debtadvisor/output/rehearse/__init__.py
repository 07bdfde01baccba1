"""A rehearsed call, as a page and as a document."""
