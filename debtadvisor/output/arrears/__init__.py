"""What an overdue debt comes to, as a page and as a document."""
