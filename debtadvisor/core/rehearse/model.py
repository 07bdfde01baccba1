"""A rehearsal as values: a scene of turns, the answer to each, the guardrails crossed, and what to take along.

The lender's lines and the mistakes on offer are codes of the catalogue ``rehearse``; the good sentences are points of
the pack, with its own figures. Nothing here is kept: a rehearsal leaves no trace in the case.
"""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from debtadvisor.core.codes import LenderKind, Proof, Stage
from debtadvisor.core.money import Money
from debtadvisor.core.policy.model import Lender, Rule, Step
from debtadvisor.core.script.model import Claim, Script, ScriptPoint, Value
from debtadvisor.core.value import value


class Pressure(StrEnum):
    """How hard the other side presses."""

    CALM = "calm"
    FIRM = "firm"
    HARD = "hard"


class Guardrail(StrEnum):
    """What must not happen in a call. Feedback is given on these alone, the gravest first."""

    SECRET = "secret"
    ADMITTED = "admitted"
    ABOVE_SURPLUS = "above_surplus"
    UNCOUNTED = "uncounted"
    PRIVATE_ACCOUNT = "private_account"
    NO_WRITING = "no_writing"
    NEW_LOAN = "new_loan"
    FAMILY = "family"
    UNTRUE = "untrue"
    TEMPER = "temper"
    SILENCE = "silence"


class Speaker(StrEnum):
    """Whose voice the lender's lines are in: a company's desk, the person who lent, or whoever demands a held debt."""

    COMPANY = "company"
    PRIVATE = "private"
    HELD = "held"


class Ending(StrEnum):
    """How the other side ends the call."""

    AGREED = "agreed"
    COUNTERED = "countered"
    REFUSED = "refused"
    PAPERS = "papers"


class Improper(StrEnum):
    """What is not right about a line of the other side."""

    MANY_DIALS = "many_dials"
    THIRD_PARTY_CONTACT = "third_party_contact"
    PRIVATE_ACCOUNT = "private_account"
    CODE_ASKED = "code_asked"


# What a person typed: words, and the sums among them.
Said = tuple[str | Money, ...]


@value
class Slip:
    """One guardrail that an answer crossed.

    about   code of what happened below the guardrail in the catalogue: ``untrue.four_times_lpr``
    values  what its words need
    claims  rows of the book behind it
    """

    guardrail: Guardrail
    about: str
    values: Mapping[str, Value] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()


@value
class Choice:
    """One sentence on offer.

    points  spoken points of the pack, for the good one; () for a mistake
    code    key of a sentence of our own, "" for none; it is said after the points
    values  what that sentence needs
    trips   the guardrail that it crosses; None for the good one
    """

    points: tuple[ScriptPoint, ...] = ()
    code: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    trips: Guardrail | None = None

    @property
    def if_true(self) -> bool:
        """Whether it may be said only if it is true."""
        return any(point.if_true for point in self.points)


@value
class Turn:
    """One line of the other side and the sentences on offer.

    code      what the line is about: ``pay_in_full_today``; its words are ``line.<speaker>.<code>.<tone>``
    choices   three or four, exactly one of them good
    terms     the line puts terms that could be accepted by word of mouth
    improper  what is not right about the line itself; None when it may be said
    rules     rows that speak of it and bind whoever collects this debt
    breath    a pause is offered after it
    """

    code: str
    tone: str
    values: Mapping[str, Value] = field(default_factory=dict)
    choices: tuple[Choice, ...]
    terms: bool = False
    improper: Improper | None = None
    rules: tuple[Rule, ...] = ()
    breath: bool = False

    @property
    def good(self) -> Choice:
        """The sentence that crosses no guardrail."""
        return next(choice for choice in self.choices if choice.trips is None)


@value
class Limits:
    """The most that may be offered, fen: each month, and once. Both 0 when nothing may be offered."""

    monthly: int
    once: int


@value
class Ground:
    """What an answer is judged against.

    held      nothing is admitted, offered or promised
    to_check  the held debt is the borrower's own; only its figures or papers are missing
    unsaid    claims about the person that the case does not bear out: ``illness``, ``job_loss``
    unproven  papers that the case does not list
    grounds   rows against claims of law, by the code of the claim; a claim that may be made here is not among them
    """

    kind: LenderKind
    limits: Limits
    held: bool
    to_check: bool
    unsaid: frozenset[str]
    unproven: frozenset[Proof]
    grounds: Mapping[str, tuple[Claim, ...]]


@value
class Scene:
    """One call to play.

    calls_in  the other side rings; else the borrower dials the official number
    steps     what usually happens now and next at this lender, out of the book; a practice, never a promise
    """

    script: Script
    kind: LenderKind
    speaker: Speaker
    pressure: Pressure
    calls_in: bool
    turns: tuple[Turn, ...]
    ending: Ending
    ground: Ground
    steps: tuple[Step, ...] = ()

    @property
    def debt(self) -> str:
        return self.script.debt

    @property
    def profile(self) -> Lender:
        return self.script.profile

    @property
    def stage(self) -> Stage:
        return self.script.stage


@value
class Answer:
    """What the borrower said: the number of a choice from 1 on, or 0 and their own words, as typed and as read."""

    number: int
    text: str = ""
    said: Said = ()


@value
class Played:
    """One turn with its answer and the guardrails that it crossed."""

    turn: Turn
    answer: Answer
    slips: tuple[Slip, ...]


@value
class Summary:
    """What is taken along.

    steady     codes of the lines that were answered without crossing a guardrail
    practise   each guardrail that was crossed, once, with the turn on which it first was
    finished   the scene was played to its end
    """

    steady: tuple[Turn, ...]
    practise: tuple[tuple[Slip, Turn], ...]
    finished: bool
