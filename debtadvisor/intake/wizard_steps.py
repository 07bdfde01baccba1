"""The order of the questions, as a function of what was said so far; and what was said, as answers.

What was said is a flat mapping from the key of a step to text, or to a list of codes. Keys of fields are their
place in the answers (``debts[0].principal``), so that a problem found by `case_from` leads back to its question.
"""

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
    Product,
    Security,
)
from debtadvisor.intake import fields as table
from debtadvisor.intake.fields import LONGEST_ID, Field, Kind, Section

Said = Mapping[str, str | Sequence[str]]
YES, NO = "yes", "no"
UNKNOWN = "unknown"


class Ask(StrEnum):
    """How a question is put."""

    TEXT = auto()
    ONE = auto()
    MANY = auto()
    YES_NO = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question.

    key       place of its answer; unique
    words     topic and key of its words in the catalogue: ``fields``, ``debts.principal``
    about     code that the words speak of, with its group in `terms`: ("heading", "food")
    field     the field that checks a text; None for a free choice
    group     the group of `terms` that holds the words of `choices`; "" when they are shown as they are
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
_REVOLVING = (Product.CREDIT_CARD.value, Product.PAY_LATER.value)
MOST_ROWS = 50


def _of(section: Section, key: str, place: str = "", *, optional: bool = False, initial: str = "") -> Step:
    """The step for a field of the table."""
    field = section.field(key)
    return Step(
        key=f"{place or section.name}.{key}",
        ask=_ASK.get(field.kind, Ask.TEXT),
        words=("fields", f"{section.name}.{key}"),
        field=field,
        choices=field.codes,
        group=field.code_group,
        optional=optional or field.kind is Kind.CODES,
        initial=initial,
    )


def _extra(name: str, key: str, ask: Ask, *, about: tuple[str, str] = ("", ""), field: Field | None = None) -> Step:
    """A step that the table has no field for, or asks in words of its own."""
    return Step(key=key, ask=ask, words=("wizard", f"steps.{name}"), about=about, field=field)


def steps(said: Said) -> Iterator[Step]:
    """Every question that this person is to be asked, in order, as far as can be known from what was said."""
    yield _of(table.BORROWER, "safe")
    yield from _papers(said)
    yield _of(table.BORROWER, "circumstances")
    yield _of(table.BORROWER, "kind", initial=BorrowerKind.INDIVIDUAL)
    yield _of(table.BORROWER, "city", optional=True)
    yield _of(table.BORROWER, "age", optional=True)
    yield _of(table.HOUSEHOLD, "adults", initial="1")
    yield _of(table.HOUSEHOLD, "children", initial="0")
    yield from _incomes(said)
    yield from _spending(said)
    yield _of(table.HOUSEHOLD, "food_provided", initial=NO)
    yield _of(table.HOUSEHOLD, "living_floor", optional=True)
    yield _extra("cash", "cash", Ask.TEXT, field=table.ASSET.field("value"))
    if said.get("cash") not in ("0", None):
        yield _extra("cash_for_debts", "cash_for_debts", Ask.TEXT, field=table.ASSET.field("for_debts"))
    yield _of(table.HARDSHIP, "causes")
    yield _of(table.HARDSHIP, "since", optional=True)
    yield _of(table.HARDSHIP, "proof")
    yield from _debts(said)
    yield from _papers_of_debts(said)
    yield _of(table.GOALS, "keep", optional=True)
    yield _of(table.CASE, "note", optional=True)


def _papers(said: Said) -> Iterator[Step]:
    choices = tuple(kind.value for kind in PAPERS)
    words = ("wizard", "steps.papers")
    yield Step(key="papers", ask=Ask.MANY, words=words, choices=choices, group="event_kind", optional=True)
    for kind in chosen_papers(said):
        about = ("event_kind", kind)
        yield _extra("paper_on", f"papers.{kind}.on", Ask.TEXT, about=about, field=table.EVENT.field("on"))
        if more := _MORE_OF_PAPER.get(EventKind(kind)):
            yield _of(table.EVENT, more, f"papers.{kind}", optional=more == "hearing")


def chosen_papers(said: Said) -> tuple[str, ...]:
    """The kinds of event that were chosen, in the order of `PAPERS`."""
    chosen = said.get("papers", ())
    return tuple(kind.value for kind in PAPERS if kind.value in chosen)


def _incomes(said: Said) -> Iterator[Step]:
    yield _extra("incomes_any", "incomes.any", Ask.YES_NO)
    if said.get("incomes.any") == NO:
        return
    for i in range(MOST_ROWS):
        place = f"incomes[{i}]"
        yield _of(table.INCOME, "source", place, initial=IncomeSource.WAGE)
        yield _of(table.INCOME, "amount", place)
        yield _of(table.INCOME, "day", place, optional=True)
        yield _extra("incomes_more", f"{place}.more", Ask.YES_NO)
        if said.get(f"{place}.more") != YES:
            return


def spending_headings(said: Said) -> tuple[Heading, ...]:
    """The headings that are asked: those of a business only for someone who has one."""
    with_business = said.get("borrower.kind", BorrowerKind.INDIVIDUAL) != BorrowerKind.INDIVIDUAL
    return HOUSEHOLD_HEADINGS + (BUSINESS_HEADINGS if with_business else ())


def _spending(said: Said) -> Iterator[Step]:
    amount = table.SPENDING.field("amount")
    for heading in spending_headings(said):
        about = ("heading", heading.value)
        yield _extra("spending_line", f"spending.{heading.value}", Ask.TEXT, about=about, field=amount)


def _debts(said: Said) -> Iterator[Step]:
    for i in range(MOST_ROWS):
        place = f"debts[{i}]"
        yield from _debt(said, place)
        yield _extra("debts_more", f"{place}.more", Ask.YES_NO)
        if said.get(f"{place}.more") != YES:
            return


def _debt(said: Said, place: str) -> Iterator[Step]:
    lender = table.DEBT.field("lender")
    words = ("wizard", "steps.lender")
    yield Step(key=f"{place}.lender", ask=Ask.TEXT, words=words, field=lender, optional=True)
    if said.get(f"{place}.lender") == "":
        yield _of(table.DEBT, "kind", place)
        yield _of(table.DEBT, "name", place, optional=True)
    yield _of(table.DEBT, "product", place)
    if said.get("borrower.kind", BorrowerKind.INDIVIDUAL) != BorrowerKind.INDIVIDUAL:
        yield _of(table.DEBT, "purpose", place, initial=Pot.HOUSEHOLD)
    yield _of(table.DEBT, "circumstances", place)
    yield _of(table.DEBT, "principal", place)
    yield _of(table.DEBT, "interest_owed", place, initial="0")
    yield _of(table.DEBT, "penalty_owed", place, initial="0")
    yield _of(table.DEBT, "fees_owed", place, initial="0")
    yield _of(table.DEBT, "rate", place, optional=True)
    revolving = said.get(f"{place}.product") in _REVOLVING
    yield _of(table.DEBT, "method", place, initial=Method.REVOLVING if revolving else Method.LEVEL_PAYMENT)
    if said.get(f"{place}.method") not in (Method.REVOLVING, Method.BULLET):
        yield _of(table.DEBT, "instalments_left", place, optional=True)
        yield _of(table.DEBT, "instalment", place, optional=said.get(f"{place}.instalments_left", "") != "")
    if said.get(f"{place}.method") == Method.FEE_INSTALMENT:
        yield _of(table.DEBT, "original", place, optional=True)
    yield _of(table.DEBT, "due_day", place, optional=True)
    yield _extra("overdue", f"{place}.overdue", Ask.YES_NO)
    if said.get(f"{place}.overdue") == YES:
        yield _of(table.DEBT, "overdue_since", place)
        yield _of(table.DEBT, "arrears", place, optional=True)
        yield _of(table.DEBT, "last_payment", place, optional=True)
    yield _of(table.DEBT, "security", place, initial=Security.NONE)
    yield _of(table.DEBT, "guarantor", place, initial=Guarantor.NONE)
    yield _of(table.DEBT, "note", place, optional=True)


def _papers_of_debts(said: Said) -> Iterator[Step]:
    names = debt_ids(said)
    for kind in chosen_papers(said):
        about = ("event_kind", kind)
        if len(names) > 1:
            words = ("wizard", "steps.paper_debt")
            choices = (*names, UNKNOWN)
            yield Step(key=f"papers.{kind}.debt", ask=Ask.ONE, words=words, about=about, choices=choices)
        note = _extra("paper_note", f"papers.{kind}.note", Ask.TEXT, about=about, field=table.EVENT.field("note"))
        yield Step(key=note.key, ask=note.ask, words=note.words, about=about, field=note.field, optional=True)


def debt_ids(said: Said) -> tuple[str, ...]:
    """A name of its own for each debt that was spoken of: the lender as typed, with a number when it comes again."""
    names: list[str] = []
    for i in range(MOST_ROWS):
        place = f"debts[{i}]"
        if f"{place}.lender" not in said:
            break
        parts = (said.get(f"{place}.{key}", "") for key in ("lender", "name", "kind"))
        plain = next((str(part).strip() for part in parts if part and str(part).strip()), "debt")[: LONGEST_ID - 4]
        count = 2
        name = plain
        while name in names:
            name, count = f"{plain}-{count}", count + 1
        names.append(name)
        if said.get(f"{place}.more") != YES:
            break
    return tuple(names)
