"""The balance of an overdue debt on any day, line by line, exact to the fen."""
