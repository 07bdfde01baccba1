"""What to say: `model` holds the points of a pack, `build` makes them from a plan."""
