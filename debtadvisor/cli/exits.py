"""How a command ends: its exit codes, and the reader of standard output that went away."""

INVALID_IN_BATCH = 1
WRONG_INPUT = 2
BAD_CASE = 3
BAD_POLICIES = 4
PERSON_FIRST = 5
INTERRUPTED = 130
# Ours, not the user's: a plan that would break its own rules is never printed.
BROKEN = 70


class ReaderGone(Exception):
    """Whoever read standard output went away (``| head``). Typer would end a BrokenPipeError with 1, which is ours."""
