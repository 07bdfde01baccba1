"""The order of the questions, as a function of what was said so far. Those about a debt stand in `debt_steps`."""

from collections.abc import Iterator
from dataclasses import dataclass

from debtadvisor.core.codes import BorrowerKind, EventKind, Heading, IncomeSource, Method
from debtadvisor.intake import fields as table
from debtadvisor.intake.fields import Section
from debtadvisor.intake.wizard.debt_steps import debt_steps, given, not_mine, papers_of_debts, special_steps
from debtadvisor.intake.wizard.step import (
    KEPT,
    NO,
    YES,
    Ask,
    Part,
    Said,
    Step,
    When,
    debt_ids,
    of_field,
    own_step,
    places,
)

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


def chosen_papers(said: Said) -> tuple[str, ...]:
    """The kinds of event that were chosen, in the order of `PAPERS`."""
    chosen = said.get("papers", ())
    return tuple(kind.value for kind in PAPERS if kind.value in chosen)


# --- the table ------------------------------------------------------------------------------------------


def _every(said: Said, shape: _Shape) -> Iterator[Step]:
    """All questions of that shape, whether or not they are to be asked."""
    yield of_field(table.BORROWER, "safe", Part.FIRST)
    yield from _papers(shape)
    yield of_field(table.BORROWER, "circumstances", Part.FIRST)
    yield of_field(table.BORROWER, "kind", Part.HOME, initial=BorrowerKind.INDIVIDUAL)
    yield from _given(said, table.BORROWER, Part.HOME, "name")
    yield of_field(table.BORROWER, "city", Part.HOME, optional=True)
    yield of_field(table.BORROWER, "age", Part.HOME, optional=True)
    yield of_field(table.HOUSEHOLD, "adults", Part.HOME, initial="1")
    yield of_field(table.HOUSEHOLD, "children", Part.HOME, initial="0")
    yield from _given(said, table.HOUSEHOLD, Part.HOME, "reserve")
    yield from _incomes(shape)
    yield from _spending()
    yield from _cash()
    yield of_field(table.HARDSHIP, "causes", Part.HARDSHIP)
    yield of_field(table.HARDSHIP, "since", Part.HARDSHIP, optional=True)
    yield of_field(table.HARDSHIP, "proof", Part.HARDSHIP)
    yield from _given(said, table.HARDSHIP, Part.HARDSHIP, "until", "note")
    strange = not_mine(said)
    for place in shape.debts:
        yield from debt_steps(said, place, strange)
        yield own_step("debts_more", f"{place}.more", Part.DEBTS)
    yield from special_steps(shape.debts, shape.names, strange)
    yield from papers_of_debts(shape.papers, shape.names)
    # Only a bill and a loan by the day take what is left without asking, so only then is there something to choose.
    free = When("debts[].method", (Method.REVOLVING, Method.DAILY))
    when = () if given(said, "goals.keep_left") else (free,)
    yield of_field(table.GOALS, "keep_left", Part.LAST, when=when, initial=NO)
    yield from _given(said, table.GOALS, Part.LAST, "token", "token_from")
    yield of_field(table.GOALS, "keep", Part.LAST, optional=True)
    yield of_field(table.CASE, "note", Part.LAST, optional=True)
    if "case.as_of" in said:  # only a file says so; a plan counts from today
        yield of_field(table.CASE, "as_of", Part.LAST, optional=True)


def _given(said: Said, section: Section, part: Part, *keys: str) -> Iterator[Step]:
    """Questions that are put to nobody; where a file answers them, the answer can be read and changed."""
    return (of_field(section, key, part, optional=True) for key in keys if given(said, f"{section.name}.{key}"))


def _papers(shape: _Shape) -> Iterator[Step]:
    choices = tuple(kind.value for kind in PAPERS)
    words = ("wizard", "steps.papers")
    yield Step(key="papers", ask=Ask.MANY, words=words, choices=choices, group="event_kind", optional=True)
    for kind in shape.papers:
        when = (When("papers", (kind,)),)
        on = table.EVENT.field("on")
        yield own_step("paper_on", f"papers.{kind}.on", Part.FIRST, on, when=when, about=("event_kind", kind))
        if more := _MORE_OF_PAPER.get(EventKind(kind)):
            yield of_field(table.EVENT, more, Part.FIRST, f"papers.{kind}", when=when, optional=more == "hearing")


def _incomes(shape: _Shape) -> Iterator[Step]:
    part, some = Part.INCOMES, (When("incomes.any", (NO,), unless=True, silent=True),)
    yield own_step("incomes_any", "incomes.any", part)
    for place in shape.incomes:
        yield of_field(table.INCOME, "source", part, place, when=some, initial=IncomeSource.WAGE)
        yield of_field(table.INCOME, "amount", part, place, when=some)
        yield of_field(table.INCOME, "day", part, place, when=some, optional=True)
        yield own_step("incomes_more", f"{place}.more", part, when=some)


def _spending() -> Iterator[Step]:
    """One line a heading: those of a business only for someone who has one, none that a file holds in more detail."""
    amount = table.SPENDING.field("amount")
    business = When("borrower.kind", (BorrowerKind.INDIVIDUAL.value,), unless=True)
    for heading in HOUSEHOLD_HEADINGS + BUSINESS_HEADINGS:
        key = f"spending.{heading.value}"
        when: tuple[When, ...] = (When(f"{key}.{KEPT}", (YES,), unless=True, silent=True),)
        when += (business,) if heading in BUSINESS_HEADINGS else ()
        about, food = ("heading", heading.value), heading is Heading.FOOD
        # Nobody lives without food: nothing there is said, never passed over.
        name = "spending_food" if food else "spending_line"
        yield own_step(name, key, Part.SPENDING, amount, when=when, about=about, optional=not food)
    yield of_field(table.HOUSEHOLD, "food_provided", Part.SPENDING, initial=NO)
    yield of_field(table.HOUSEHOLD, "living_floor", Part.SPENDING, optional=True)


def _cash() -> Iterator[Step]:
    simple = When(f"cash.{KEPT}", (YES,), unless=True, silent=True)
    some = When("cash", ("0", ""), unless=True)
    yield own_step("cash", "cash", Part.CASH, table.ASSET.field("value"), when=(simple,))
    yield own_step("cash_for_debts", "cash_for_debts", Part.CASH, table.ASSET.field("for_debts"), when=(simple, some))
