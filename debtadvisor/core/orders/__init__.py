"""The classic payoff orders (avalanche, snowball and others) for debts that take extra payments at any time."""
