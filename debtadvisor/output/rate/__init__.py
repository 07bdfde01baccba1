"""What a loan costs a year, as a page and as a document."""
