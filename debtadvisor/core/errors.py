"""Problems and the exception tree. The core speaks codes and values; words are chosen in `text`.

DebtAdvisorError
├── InputError          the command line or a file that cannot be read      exit 2
├── CaseError           what a case says is impossible or incomplete        exit 3
├── PolicyError         the policy book is broken or stale                  exit 4
└── BrokenPlanError     a plan would break one of its own rules; never printed

The first three hold every `Problem` found, not only the first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field

from debtadvisor.core.value import value


@value(kw_only=False)
class Problem:
    """One thing that is wrong: where it is, which message says so, and what was given.

    where   place in the input, as a reader would look for it: ``debts[1].principal``, ``line 7``; may be ""
    code    key of the message in the catalogue ``problems``
    values  what the message needs, already as text: ``{"given": "18", "nearest": "huabei"}``
    """

    where: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


class DebtAdvisorError(Exception):
    """Base of every error that this package raises on purpose.

    problems  everything found, in order of place
    origin    the file or stream they were found in, "" when there is none
    """

    def __init__(self, problems: Iterable[Problem], origin: str = "") -> None:
        self.problems = tuple(problems)
        self.origin = origin
        super().__init__("; ".join(f"{p.where}: {p.code}" for p in self.problems))


class InputError(DebtAdvisorError):
    """A wrong command line, missing answers, a missing or unreadable file."""


class CaseError(DebtAdvisorError):
    """The content of a case is wrong."""


class PolicyError(DebtAdvisorError):
    """The policy book is wrong, or stale under ``--strict``."""


class BrokenPlanError(DebtAdvisorError):
    """A plan broke one of its invariants. This is our fault, never the user's; nothing is printed."""
