"""The judgement on a lender's offer, as a page and as a document."""
