"""A loan as its contract words it, and its schedule to the fen under every change that can be agreed."""
