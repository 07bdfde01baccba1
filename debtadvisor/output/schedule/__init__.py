"""The payments of one loan, as a page and as a document."""
