"""``wizard``: questions one by one, then the plan, then the saved case file."""
