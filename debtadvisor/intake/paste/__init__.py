"""A pasted list of debts, one a line → answers, and what of it was in doubt."""
