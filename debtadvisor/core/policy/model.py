"""What the policy book says, as values: sources, law rows, lenders, relief terms, planning defaults.

Invariants, kept by `parse`: every row has at least one source or stands as a planning default; a source's scope
holds the kind of lender of every row that cites it; rows of one profile and kind do not overlap in time.
Rows are dated and superseded, never edited. A row past `review_by` is stale: its claim is dropped and said so.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from debtadvisor.core.codes import (
    Confidence,
    DeferralInterest,
    Evidence,
    LenderKind,
    Product,
    Proof,
    ReliefKind,
    Standing,
)
from debtadvisor.core.errors import PolicyError, Problem
from debtadvisor.core.value import value
from debtadvisor.core.words import Words

# The national standard on collection and the guideline of the banking association.
_CONSUMER_TEXTS = ("gbt45251-", "cba-2026-")


@value
class Source:
    """Where a claim rests.

    scope      kinds of lender that the text reaches; empty means every kind
    number     official number, "" when it was not seen
    locator    article, clause or page, "" when it was not seen
    evidence   what kind of page was read; `UNVERIFIED` means none was
    citable    False for a draft, a superseded text or an invention: only a myth may name it, nothing may rest on it
    checked    when a person last read it
    """

    id: str
    title: Words
    publisher: str = ""
    number: str = ""
    locator: str = ""
    url: str = ""
    in_force: date | None = None
    until: date | None = None
    published: date | None = None
    checked: date
    evidence: Evidence
    citable: bool = True
    scope: frozenset[LenderKind] = frozenset()
    note: Words | None = None


@value
class Validity:
    """When a row speaks: from `start` to `end` (both included, `end` None while it runs on), if reviewed in time."""

    start: date
    end: date | None
    review_by: date

    def in_force(self, as_of: date) -> bool:
        return self.start <= as_of and (self.end is None or as_of <= self.end)

    def is_stale(self, as_of: date) -> bool:
        return as_of > self.review_by

    def speaks(self, as_of: date) -> bool:
        """True when the row is in force and its review is not overdue, so that its claim may be made."""
        return self.in_force(as_of) and not self.is_stale(as_of)


@value
class Rule:
    """A law row: what a text says, and what the borrower can do with it.

    topic     group for look-ups: "negotiation", "ceiling", "collection", "court", "insolvency", "credit_record", ...
    supports  kinds of relief for which the rule is an argument
    scope     kinds of lender; empty means every kind
    caution   what must not be read into it, said wherever the rule is cited; None when nothing
    figures   the rule's own numbers, by name: max_months, cap_annual, days
    places    names of the cities and provinces in which alone it holds; () means the whole country
    """

    id: str
    topic: str
    statement: Words
    use: Words
    caution: Words | None = None
    standing: Standing
    confidence: Confidence
    scope: frozenset[LenderKind] = frozenset()
    supports: frozenset[ReliefKind] = frozenset()
    figures: Mapping[str, Decimal] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    validity: Validity
    sources: tuple[Source, ...]

    def reaches(self, kind: LenderKind) -> bool:
        """Whether the rule may be cited to a lender of that kind."""
        return not self.scope or kind in self.scope

    @property
    def consumer_only(self) -> bool:
        """Whether the text speaks of consumer credit alone, so that no business loan may cite it."""
        return self.id.startswith(_CONSUMER_TEXTS)


@value
class Myth:
    """Something often said that is not so: what people hear, what is true, and where the truth stands."""

    id: str
    heard: Words
    truth: Words
    sources: tuple[Source, ...] = ()


@value
class Figure:
    """One number of a product (day rate, grace days, late-fee share) with its strength."""

    value: Decimal
    unit: str
    standing: Standing
    confidence: Confidence
    note: Words | None = None
    sources: tuple[Source, ...] = ()


@value
class Creditor:
    """Who may hold the claim, in which role, since when."""

    name: Words
    role: Words
    note: Words | None = None


@value
class Channel:
    """A way to reach the lender or those who oversee it. `number` is "" unless a page shows it.

    use   "talk", "complain", "supervise", "mediate"
    """

    use: str
    how: Words
    number: str = ""
    standing: Standing
    confidence: Confidence
    sources: tuple[Source, ...] = ()


@value
class Step:
    """What a lender usually does from one day past due on; never a promise and never a threat."""

    from_day: int
    to_day: int | None
    what: Words
    confidence: Confidence
    sources: tuple[Source, ...]

    @property
    def standing(self) -> Standing:
        return Standing.PRACTICE


@value
class Condition:
    """A form over one named fact of `facts.py`: a range, or a list of codes. Amounts are yuan in TOML, fen here."""

    fact: str
    minimum: int | None = None
    maximum: int | None = None
    one_of: tuple[str, ...] = ()


@value
class Waiver:
    """Shares (0..1) of each component that are asked to be given up. Principal is never among them."""

    late_fee: Decimal = Decimal(0)
    penalty: Decimal = Decimal(0)
    accrued_interest: Decimal = Decimal(0)
    future_interest: Decimal = Decimal(0)


@value
class Terms:
    """The numbers of one ask.

    months            instalments over which the debt is repaid, or months by which its end moves
    first_after_months  months from the next due date to the first new instalment; a bill that is spread in the app
                      usually starts with the next bill
    defer_months      months without payment
    waiver            what is given up
    rate              nominal annual rate in place of the contract's, None to keep it
    fee_by_months     one total fee as a share of the amount, by number of instalments; empty when interest runs
    deferral_interest what interest does during a pause
    down_payment      share of the principal paid with the first instalment
    """

    months: tuple[int, ...] = ()
    first_after_months: int = 0
    defer_months: int = 0
    waiver: Waiver = Waiver()
    rate: Decimal | None = None
    fee_by_months: Mapping[int, Decimal] = field(default_factory=dict)
    deferral_interest: DeferralInterest = DeferralInterest.SIMPLE
    down_payment: Decimal = Decimal(0)


@value
class ReliefTerm:
    """One kind of relief that one profile of lender offers, or may be asked for.

    profile             lender or kind profile that the row was written for
    standing            of the offer itself; PRACTICE is asked for, never claimed
    figures_standing    of the numbers in `ask` and `counter`; often PLANNING_DEFAULT (起谈点，不是政策)
    when                all must be met for the ask to be open now
    ask, counter        what is asked first, and the lender's likely answer that is still worth taking
    bring               papers that the desk usually wants
    max_months          most instalments that the row allows, None when nothing bounds them
    refused             the row says that this lender does not give this kind; never open, shown with the reason
    origin              "" for the bundled book, else the overlay file that brought the row
    """

    id: str
    profile: str
    kind: ReliefKind
    standing: Standing
    confidence: Confidence
    figures_standing: Standing
    when: tuple[Condition, ...]
    max_months: int | None = None
    ask: Terms
    counter: Terms
    bring: tuple[Proof, ...] = ()
    refused: bool = False
    note: Words | None = None
    credit_record: Words | None = None
    validity: Validity
    sources: tuple[Source, ...]
    origin: str = ""


@value
class Lender:
    """A profile: one lender's product, or a generic one that others inherit from (`extends`).

    `figures`, `channels`, `steps` and `creditors` are already merged along the line of inheritance.
    `product` is what a debt there is when nothing else was said; None where it lends in several ways.
    """

    id: str
    kind: LenderKind
    generic: bool
    extends: str = ""
    name: Words
    aliases: tuple[str, ...] = ()
    product: Product | None = None
    creditors: tuple[Creditor, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    channels: tuple[Channel, ...] = ()
    steps: tuple[Step, ...] = ()
    notes: tuple[Words, ...] = ()
    reports_to_pboc: Words | None = None


@value
class PolicyBook:
    """The whole book. Orders are those of the file, so that equal files give equal pages.

    version   the book's own date stamp, printed in every report
    defaults  planning defaults by name (`living_floor`, `first_payment_after_days`, ...), each a Figure
    lpr       one-year LPR (一年期LPR) as (first day, rate), days rising; it stands until the next row
    lpr_checked   day of the last publication that was read; a later contract's rate must be looked up
    """

    version: str
    sources: Mapping[str, Source]
    lenders: Mapping[str, Lender]
    terms: tuple[ReliefTerm, ...]
    rules: Mapping[str, Rule]
    defaults: Mapping[str, Figure]
    myths: tuple[Myth, ...] = ()
    lpr: tuple[tuple[date, Decimal], ...] = ()
    lpr_sources: tuple[Source, ...] = ()
    lpr_checked: date | None = None

    def one_year_lpr(self, day: date) -> Decimal | None:
        """The one-year LPR that stood on that day; None before the first row, when there was none yet."""
        found: Decimal | None = None
        for start, rate in self.lpr:
            if start > day:
                break
            found = rate
        return found

    def generic(self, kind: LenderKind) -> Lender:
        """The profile that stands for a lender of that kind which has no row of its own. Raises KeyError."""
        for lender in self.lenders.values():
            if lender.generic and lender.kind is kind:
                return lender
        raise KeyError(kind)

    def lineage(self, lender_id: str) -> tuple[str, ...]:
        """The profile and those it extends, nearest first. Raises KeyError for an unknown id."""
        line: list[str] = []
        here = lender_id
        while here:
            line.append(here)
            here = self.lenders[here].extends
        return tuple(line)

    def relief(self, lender_id: str, as_of: date) -> tuple[ReliefTerm, ...]:
        """The terms in force for that lender on that day, one row set for each kind: the nearest profile that
        has rows of a kind replaces those it extends. Stale rows are included; ask `validity.speaks`."""
        found: dict[ReliefKind, list[ReliefTerm]] = {}
        for profile in self.lineage(lender_id):
            here: dict[ReliefKind, list[ReliefTerm]] = {}
            for term in self.terms:
                if term.profile == profile and term.validity.in_force(as_of):
                    here.setdefault(term.kind, []).append(term)
            for kind, rows in here.items():
                found.setdefault(kind, rows)
        return tuple(term for kind in ReliefKind for term in found.get(kind, ()))

    def arguments(self, kind: LenderKind, relief: ReliefKind, as_of: date) -> tuple[Rule, ...]:
        """Rules that speak on that day, reach that kind of lender and support that relief, strongest first."""
        rows = [
            rule
            for rule in self.rules.values()
            if relief in rule.supports and rule.reaches(kind) and rule.validity.speaks(as_of)
        ]
        strength = list(Standing)
        sureness = list(Confidence)
        return tuple(sorted(rows, key=lambda r: (strength.index(r.standing), sureness.index(r.confidence), r.id)))

    def rule(self, rule_id: str, as_of: date) -> Rule | None:
        """That rule when it speaks on that day, else None, so that a stale or ended claim is dropped."""
        rule = self.rules.get(rule_id)
        return rule if rule is not None and rule.validity.speaks(as_of) else None

    def stale(self, on: date) -> tuple[str, ...]:
        """Ids of the rows in force on that day whose review is overdue, relief first, in the order of the book."""
        rows: tuple[ReliefTerm | Rule, ...] = (*self.terms, *self.rules.values())
        return tuple(row.id for row in rows if row.validity.in_force(on) and row.validity.is_stale(on))


def insist_fresh(book: PolicyBook, on: date) -> None:
    """Raises PolicyError naming every stale row: what ``--strict`` asks for."""
    stale = book.stale(on)
    if stale:
        raise PolicyError([Problem(row, "stale_row", {"on": on.isoformat()}) for row in stale])
