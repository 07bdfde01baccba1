"""One small file for each command: read options and the clock, gather, call the core, write.

Nothing heavy is imported at the top of these files, so that ``--help`` stays fast.
"""
