"""The plan of one case: `model` holds its values, `build` makes it from a case and the policy book."""
