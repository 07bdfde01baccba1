"""The policy book as pages: lenders, rows, sources, dates, what changed and whom it touches."""
