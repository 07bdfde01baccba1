"""A pack: the script of one debt for one channel. `build` chooses; each other module is one channel."""
