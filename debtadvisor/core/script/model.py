"""A script: the points to make with one lender, in order. The core names each sentence by a code and gives it the
plan's own figures; the words are in `text/*/script.toml`. A claim carries the row it rests on by value."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from debtadvisor.core.codes import Confidence, PackChannel, Stage, Standing
from debtadvisor.core.money import Money
from debtadvisor.core.policy.model import Lender, ReliefTerm, Rule, Source
from debtadvisor.core.value import value
from debtadvisor.core.words import Words

# `Words` are names out of the policy book (a lender, a creditor); the renderer chooses the language.
Value = Money | date | int | str | Words


class Part(StrEnum):
    """The parts of a pack, in order."""

    BEFORE = "before"
    OPENING = "opening"
    ASK = "ask"
    PROOF = "proof"
    COUNTER = "counter"
    WALK_AWAY = "walk_away"
    REPLY = "reply"
    DO_NOT_SAY = "do_not_say"
    IN_WRITING = "in_writing"
    AFTER = "after"


# The buyer of a claim is asked for this before any figure is named.
TRANSFER_PROOF = "sold.papers"


@value(kw_only=False)
class Claim:
    """A row of the book that a sentence rests on: a law row, or a relief row of the lender."""

    row: Rule | ReliefTerm

    @property
    def standing(self) -> Standing:
        return self.row.standing

    @property
    def confidence(self) -> Confidence:
        return self.row.confidence

    @property
    def sources(self) -> tuple[Source, ...]:
        return self.row.sources


@value
class ScriptPoint:
    """One thing to say, do or avoid.

    code     key of its words below the part in the catalogue ``script``: ``reply.pay_in_full_today``
    channel  where it is said: its words are looked for in ``channels`` below that channel first
    values   what the words need; codes are translated by the renderer through ``terms``
    claims   rows it rests on; () when it claims nothing
    spoken   True when it is read aloud to the lender (always Chinese, English beside it on request)
    if_true  True when it may be said only if it is true (属实才说)
    """

    part: Part
    code: str
    values: Mapping[str, Value] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    spoken: bool = False
    if_true: bool = False
    channel: PackChannel = PackChannel.PHONE


@value
class Script:
    """All points for one debt in one channel. `held` scripts admit nothing and offer nothing: they ask for papers."""

    debt: str
    profile: Lender
    stage: Stage
    held: bool
    channel: PackChannel = PackChannel.PHONE
    points: tuple[ScriptPoint, ...]

    def part(self, part: Part) -> tuple[ScriptPoint, ...]:
        """The points of one part, in order."""
        return tuple(point for point in self.points if point.part is part)
