"""The policy book: `model` holds its values and look-ups by date, `parse` turns the TOML mapping into them."""
