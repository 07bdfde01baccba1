"""Findings of triage. STOP: no plan, only help. HOLD: that debt (or all) waits for a person. FLAG: first lines.

A recorded confirmation clears a HOLD everywhere; a STOP is never cleared in a file, only by answering anew on a
terminal. No finding carries a figure of the plan.
"""

from dataclasses import field
from datetime import date
from enum import StrEnum

from debtadvisor.core.policy.model import Rule
from debtadvisor.core.value import value


class Level(StrEnum):
    """What a finding does to the plan."""

    STOP = "stop"
    HOLD = "hold"
    FLAG = "flag"


@value
class Finding:
    """One thing that was found.

    code       key of its card in the catalogue `triage`
    debt       id of the debt it is about, "" for the whole case
    facts      places in the case that raised it: ``events[2]``, ``debts[0].note``
    deadline   the last day for what the card asks, None when there is none or it has passed unknown
    values     what the card needs, already as plain text: codes, ISO dates, yuan with two decimals (1000.00)
    situation  number 1-28 of the situation card that goes with it, 0 when there is none
    rules      law rows of the book behind the card; one that is stale or ended has been dropped
    confirmed  True when a HOLD was cleared by a recorded confirmation
    """

    level: Level
    code: str
    debt: str = ""
    facts: tuple[str, ...] = ()
    deadline: date | None = None
    values: tuple[tuple[str, str], ...] = ()
    situation: int = 0
    rules: tuple[Rule, ...] = ()
    confirmed: bool = False


@value(kw_only=False)
class Triage:
    """All findings, STOP first, then HOLD, then FLAG, each in order of the table and of the debts."""

    findings: tuple[Finding, ...] = field(default=())

    @property
    def stops(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.level is Level.STOP)

    @property
    def holds(self) -> tuple[Finding, ...]:
        """HOLDs that no person has confirmed yet."""
        return tuple(f for f in self.findings if f.level is Level.HOLD and not f.confirmed)

    @property
    def flags(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.level is Level.FLAG)

    def held(self, debt_id: str) -> tuple[Finding, ...]:
        """Open HOLDs that keep that debt out of the plan: its own, and those on the whole case."""
        return tuple(f for f in self.holds if f.debt in ("", debt_id))
