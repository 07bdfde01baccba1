"""Triage: what must be looked at before any money is planned. `model` holds its values, `assess` makes them."""
