"""The order of the questions, as a function of what was said so far.

What was said is a flat mapping from the key of a step to text, or to a list of codes. Keys of fields are their
place in the answers (``debts[0].principal``), so that a problem found by `case_from` leads back to its question.
When a question is asked is data (`When`), so that the same table runs the wizard and is printed for other programs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from debtadvisor.core.codes import (
    BorrowerKind,
    EventKind,
    Guarantor,
    Heading,
    IncomeSource,
    Method,
    Pot,
    Security,
)
from debtadvisor.intake import fields as table
from debtadvisor.intake.fields import LONGEST_ID, Field, Kind, Section
from debtadvisor.intake.usual import BILLS

Said = Mapping[str, str | Sequence[str]]
YES, NO = "yes", "no"
# To "another debt?": yes, one more at the same lender.
SAME = "same"
UNKNOWN = "unknown"


class Ask(StrEnum):
    """How a question is put."""

    TEXT = auto()
    ONE = auto()
    MANY = auto()
    YES_NO = auto()


class Part(StrEnum):
    """The parts of the wizard, in their order. Each debt is a page of its own within `DEBTS`."""

    FIRST = auto()
    HOME = auto()
    INCOMES = auto()
    SPENDING = auto()
    CASH = auto()
    HARDSHIP = auto()
    DEBTS = auto()
    LAST = auto()


@dataclass(frozen=True, slots=True)
class When:
    """Asked when the answer to `key` is one of `codes` or holds one of them; with `unless`, when it is none of them.

    silent   what holds while `key` is not answered
    """

    key: str
    codes: tuple[str, ...]
    unless: bool = False
    silent: bool = False

    def holds(self, said: Said) -> bool:
        answer = said.get(self.key)
        if answer is None:
            return self.silent
        found = answer.strip() in self.codes if isinstance(answer, str) else any(c in answer for c in self.codes)
        return found is not self.unless


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question.

    key       place of its answer; unique
    words     topic and key of its words in the catalogue: ``fields``, ``debts.principal``
    about     code that the words speak of, with its group in `terms`: ("heading", "food")
    field     the field that checks a text; None for a free choice
    group     the group of `terms` that holds the words of `choices`; "" when they are shown as they are
    part      the part of the wizard that it stands in
    when      all of these hold when it is asked
    optional  may be left empty
    initial   offered as the answer
    """

    key: str
    ask: Ask
    words: tuple[str, str]
    about: tuple[str, str] = ("", "")
    field: Field | None = None
    choices: tuple[str, ...] = ()
    group: str = ""
    part: Part = Part.FIRST
    when: tuple[When, ...] = ()
    optional: bool = False
    initial: str = ""


_ASK = {Kind.CODE: Ask.ONE, Kind.CODES: Ask.MANY, Kind.YES_NO: Ask.YES_NO}

# What decides the order of everything else, so it is asked before any sum.
PAPERS = (
    EventKind.PAYMENT_ORDER,
    EventKind.SUMMONS,
    EventKind.JUDGMENT,
    EventKind.ENFORCEMENT,
    EventKind.ARBITRATION_NOTICE,
    EventKind.POLICE_CONTACT,
    EventKind.ACCOUNT_FROZEN,
    EventKind.VIOLENCE,
    EventKind.THREAT,
    EventKind.THIRD_PARTY_CONTACT,
    EventKind.LAWYER_LETTER,
    EventKind.MEDIATION_CALL,
    EventKind.ACCELERATION_NOTICE,
    EventKind.ASSIGNMENT_NOTICE,
)
_MORE_OF_PAPER = {
    EventKind.SUMMONS: "hearing",
    EventKind.JUDGMENT: "small_claim",
    EventKind.ACCOUNT_FROZEN: "frozen_by",
}
HOUSEHOLD_HEADINGS = tuple(h for h in Heading if h not in table.BUSINESS_HEADINGS and h is not Heading.SAVINGS)
# The owner's drawings come into the household as income; asking for both would count them twice.
BUSINESS_HEADINGS = tuple(h for h in table.BUSINESS_HEADINGS if h is not Heading.OWNER_DRAWINGS)
# Stands at the end of a key for what `said` keeps beside the answers: see `wizard_said`.
ROW, ID, KEPT = "row", "id", "kept"
MOST_ROWS = 500


# Answers that deserve another look when the one they rest on changes. "[]" is the same row.
_RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "borrower.kind": ("incomes[].source", "debts[].purpose"),
    "household.adults": ("spending.food", "spending.medical"),
    "household.children": ("spending.food", "spending.school", "spending.childcare"),
    "incomes[].source": ("incomes[].amount", "incomes[].day"),
    "cash": ("cash_for_debts",),
    "debts[].lender": ("debts[].kind", "debts[].product", "debts[].rate", "debts[].method"),
    "debts[].product": ("debts[].rate", "debts[].method"),
    "debts[].method": ("debts[].rate", "debts[].instalments_left", "debts[].instalment", "debts[].original"),
    "debts[].principal": ("debts[].interest_owed", "debts[].instalment", "debts[].arrears"),
    "debts[].instalment": ("debts[].arrears",),
    "debts[].overdue": ("debts[].instalments_left", "debts[].penalty_owed", "debts[].fees_owed"),
    "debts[].overdue_since": ("debts[].arrears", "debts[].penalty_owed", "debts[].last_payment"),
}
_PLACE = re.compile(r"\[(\d*)\]")


def resting_on(key: str) -> tuple[str, ...]:
    """The keys whose answers deserve another look once that one has changed; "[]" in them means every row."""
    row = _PLACE.search(key)
    found = _RESTS_ON.get(_PLACE.sub("[]", key), ())
    return tuple(_PLACE.sub(row[0], one) for one in found) if row else found


@dataclass(frozen=True, slots=True)
class _Shape:
    """How many rows there are to ask about: the places of incomes and debts, the papers, the names of the debts."""

    incomes: tuple[str, ...]
    debts: tuple[str, ...]
    papers: tuple[str, ...]
    names: tuple[str, ...]


def steps(said: Said) -> Iterator[Step]:
    """Every question that this person is to be asked, in order, as far as can be known from what was said."""
    shape = _Shape(places("incomes", said), places("debts", said), chosen_papers(said), debt_ids(said))
    return (step for step in _every(said, shape) if all(when.holds(said) for when in step.when))


def templates() -> Iterator[Step]:
    """Every question there is, each once: rows stand at ``incomes[]`` and ``debts[]``."""
    return _every({}, _Shape(("incomes[]",), ("debts[]",), tuple(kind.value for kind in PAPERS), ()))


def part_page(step: Step) -> str:
    """The page of the review that the question stands on: its part, or its own debt within the debts."""
    row = _PLACE.search(step.key)
    return f"debts[{row[1]}]" if step.part is Part.DEBTS and row is not None else step.part.value


def places(name: str, said: Said) -> tuple[str, ...]:
    """Where the rows of that section stand, as far as the answer to "another one?" goes; the first is always there."""
    count = 1
    while count < MOST_ROWS and said.get(f"{name}[{count - 1}].more") == YES:
        count += 1
    return tuple(f"{name}[{i}]" for i in range(count))


def chosen_papers(said: Said) -> tuple[str, ...]:
    """The kinds of event that were chosen, in the order of `PAPERS`."""
    chosen = said.get("papers", ())
    return tuple(kind.value for kind in PAPERS if kind.value in chosen)


def debt_ids(said: Said) -> tuple[str, ...]:
    """A name of its own for each debt that was spoken of: the one it came with, else the lender as typed, with a number
    when it comes again."""
    here = [place for place in places("debts", said) if f"{place}.lender" in said]
    taken = {str(said[f"{place}.{ID}"]) for place in here if f"{place}.{ID}" in said}
    names: list[str] = []
    for place in here:
        name = said.get(f"{place}.{ID}")
        names.append(str(name) if name is not None else _new_name(said, place, taken))
        taken.add(names[-1])
    return tuple(names)


def _new_name(said: Said, place: str, taken: set[str]) -> str:
    parts = (said.get(f"{place}.{key}", "") for key in ("lender", "name", "kind"))
    plain = next((str(part).strip() for part in parts if part and str(part).strip()), "debt")[: LONGEST_ID - 4]
    name, count = plain, 2
    while name in taken:
        name, count = f"{plain}-{count}", count + 1
    return name


# --- the table ------------------------------------------------------------------------------------------


def _of(
    section: Section,
    key: str,
    part: Part,
    place: str = "",
    *,
    when: tuple[When, ...] = (),
    optional: bool = False,
    initial: str = "",
) -> Step:
    """The step for a field of the table."""
    field = section.field(key)
    return Step(
        key=f"{place or section.name}.{key}",
        ask=_ASK.get(field.kind, Ask.TEXT),
        words=("fields", f"{section.name}.{key}"),
        field=field,
        choices=field.codes,
        group=field.code_group,
        part=part,
        when=when,
        optional=optional or field.kind is Kind.CODES,
        initial=initial,
    )


def _extra(
    name: str,
    key: str,
    part: Part,
    field: Field | None = None,
    *,
    when: tuple[When, ...] = (),
    about: tuple[str, str] = ("", ""),
    optional: bool = False,
) -> Step:
    """A step that the table has no field for (yes or no), or asks in words of its own."""
    ask = Ask.TEXT if field is not None else Ask.YES_NO
    words = ("wizard", f"steps.{name}")
    return Step(key=key, ask=ask, words=words, about=about, field=field, part=part, when=when, optional=optional)


def _every(said: Said, shape: _Shape) -> Iterator[Step]:
    """All questions of that shape, whether or not they are to be asked."""
    yield _of(table.BORROWER, "safe", Part.FIRST)
    yield from _papers(shape)
    yield _of(table.BORROWER, "circumstances", Part.FIRST)
    yield _of(table.BORROWER, "kind", Part.HOME, initial=BorrowerKind.INDIVIDUAL)
    yield _of(table.BORROWER, "city", Part.HOME, optional=True)
    yield _of(table.BORROWER, "age", Part.HOME, optional=True)
    yield _of(table.HOUSEHOLD, "adults", Part.HOME, initial="1")
    yield _of(table.HOUSEHOLD, "children", Part.HOME, initial="0")
    yield from _incomes(shape)
    yield from _spending()
    yield from _cash()
    yield _of(table.HARDSHIP, "causes", Part.HARDSHIP)
    yield _of(table.HARDSHIP, "since", Part.HARDSHIP, optional=True)
    yield _of(table.HARDSHIP, "proof", Part.HARDSHIP)
    for place in shape.debts:
        yield from _debt(said, place)
        yield _extra("debts_more", f"{place}.more", Part.DEBTS)
    yield from _papers_of_debts(shape)
    yield _of(table.GOALS, "keep", Part.LAST, optional=True)
    yield _of(table.CASE, "note", Part.LAST, optional=True)
    if "case.as_of" in said:  # only a file says so; a plan counts from today
        yield _of(table.CASE, "as_of", Part.LAST, optional=True)


def _papers(shape: _Shape) -> Iterator[Step]:
    choices = tuple(kind.value for kind in PAPERS)
    words = ("wizard", "steps.papers")
    yield Step(key="papers", ask=Ask.MANY, words=words, choices=choices, group="event_kind", optional=True)
    for kind in shape.papers:
        when = (When("papers", (kind,)),)
        on = table.EVENT.field("on")
        yield _extra("paper_on", f"papers.{kind}.on", Part.FIRST, on, when=when, about=("event_kind", kind))
        if more := _MORE_OF_PAPER.get(EventKind(kind)):
            yield _of(table.EVENT, more, Part.FIRST, f"papers.{kind}", when=when, optional=more == "hearing")


def _incomes(shape: _Shape) -> Iterator[Step]:
    part, some = Part.INCOMES, (When("incomes.any", (NO,), unless=True, silent=True),)
    yield _extra("incomes_any", "incomes.any", part)
    for place in shape.incomes:
        yield _of(table.INCOME, "source", part, place, when=some, initial=IncomeSource.WAGE)
        yield _of(table.INCOME, "amount", part, place, when=some)
        yield _of(table.INCOME, "day", part, place, when=some, optional=True)
        yield _extra("incomes_more", f"{place}.more", part, when=some)


def _spending() -> Iterator[Step]:
    """One line a heading: those of a business only for someone who has one, none that a file holds in more detail."""
    amount = table.SPENDING.field("amount")
    business = When("borrower.kind", (BorrowerKind.INDIVIDUAL.value,), unless=True)
    for heading in HOUSEHOLD_HEADINGS + BUSINESS_HEADINGS:
        key = f"spending.{heading.value}"
        when: tuple[When, ...] = (When(f"{key}.{KEPT}", (YES,), unless=True, silent=True),)
        when += (business,) if heading in BUSINESS_HEADINGS else ()
        yield _extra("spending_line", key, Part.SPENDING, amount, when=when, about=("heading", heading.value))
    yield _of(table.HOUSEHOLD, "food_provided", Part.SPENDING, initial=NO)
    yield _of(table.HOUSEHOLD, "living_floor", Part.SPENDING, optional=True)


def _cash() -> Iterator[Step]:
    simple = When(f"cash.{KEPT}", (YES,), unless=True, silent=True)
    some = When("cash", ("0", ""), unless=True)
    yield _extra("cash", "cash", Part.CASH, table.ASSET.field("value"), when=(simple,))
    yield _extra("cash_for_debts", "cash_for_debts", Part.CASH, table.ASSET.field("for_debts"), when=(simple, some))


def _debt(said: Said, place: str) -> Iterator[Step]:
    """Every question about one debt."""

    def ask(key: str, *when: When, optional: bool = False, initial: str = "") -> Step:
        return _of(table.DEBT, key, Part.DEBTS, place, when=when, optional=optional, initial=initial)

    business = When("borrower.kind", (BorrowerKind.INDIVIDUAL.value,), unless=True)
    elsewhere = When(f"{place}.lender", ("",))
    by_instalments = When(f"{place}.method", (Method.REVOLVING, Method.BULLET), unless=True, silent=True)
    with_fee = When(f"{place}.method", (Method.FEE_INSTALMENT,))
    overdue = When(f"{place}.overdue", (YES,))
    method = Method.REVOLVING if said.get(f"{place}.product") in BILLS else Method.LEVEL_PAYMENT
    yield _extra("lender", f"{place}.lender", Part.DEBTS, table.DEBT.field("lender"), optional=True)
    yield ask("kind", elsewhere)
    yield ask("name", elsewhere, optional=True)
    yield ask("product")
    yield ask("purpose", business, initial=Pot.HOUSEHOLD)
    yield ask("circumstances")
    yield ask("principal")
    yield ask("interest_owed", initial="0")
    yield ask("penalty_owed", initial="0")
    yield ask("fees_owed", initial="0")
    yield ask("rate", optional=True)
    yield ask("method", initial=method)
    yield ask("instalments_left", by_instalments, optional=True)
    yield ask("instalment", by_instalments, optional=said.get(f"{place}.instalments_left", "") != "")
    yield ask("original", with_fee, optional=True)
    yield ask("due_day", optional=True)
    yield _extra("overdue", f"{place}.overdue", Part.DEBTS)
    yield ask("overdue_since", overdue)
    yield ask("arrears", overdue, optional=True)
    yield ask("last_payment", overdue, optional=True)
    yield ask("security", initial=Security.NONE)
    yield ask("guarantor", initial=Guarantor.NONE)
    yield ask("note", optional=True)


def _papers_of_debts(shape: _Shape) -> Iterator[Step]:
    note = table.EVENT.field("note")
    several = When("debts[0].more", (YES,))
    for kind in shape.papers:
        about, chosen = ("event_kind", kind), When("papers", (kind,))
        yield Step(
            key=f"papers.{kind}.debt",
            ask=Ask.ONE,
            words=("wizard", "steps.paper_debt"),
            about=about,
            choices=(*shape.names, UNKNOWN),
            part=Part.LAST,
            when=(chosen, several),
        )
        key = f"papers.{kind}.note"
        yield _extra("paper_note", key, Part.LAST, note, when=(chosen,), about=about, optional=True)
