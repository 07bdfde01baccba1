"""Extra payments on top of a choice: `pay` says what they save, `search` which choice is cheapest with them."""
