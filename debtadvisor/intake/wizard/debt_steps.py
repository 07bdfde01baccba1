"""The questions about debts: each debt by itself, what holds for few of them, and the papers that are about one."""

from collections.abc import Container, Iterator, Sequence

from debtadvisor.core.codes import BorrowerKind, Guarantor, LenderKind, Method, Pot, Product, Security
from debtadvisor.intake import fields as table
from debtadvisor.intake.fields import Section
from debtadvisor.intake.usual import BILLS
from debtadvisor.intake.wizard.step import (
    NO,
    UNKNOWN,
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

# What holds for few debts. It is asked once for all of them; only where it holds is more asked.
SPECIAL_FIELDS = ("disputed", "monthly_fee", "promotion", "written_offer")
NOT_MINE = "not_mine"
SPECIAL = (NOT_MINE, *SPECIAL_FIELDS)
# What is asked of nobody, and stands with the other answers where a file or a pasted list says it.
_ONLY_GIVEN = ("next_due", "last_demand", "accelerated", "assigned_to")


def given(said: Said, key: str) -> bool:
    """Whether a file or a list says something there."""
    return said.get(key, "") not in ("", NO, "0")


def not_mine(said: Said) -> tuple[str, ...]:
    """The places of the debts that somebody else borrowed, or nobody knows."""
    if NOT_MINE not in said.get("special", ()):
        return ()
    named, here = said.get(f"special.{NOT_MINE}", ()), list(zip(places("debts", said), debt_ids(said), strict=False))
    return tuple(place for place, name in here if len(here) == 1 or name in named)


def debt_steps(said: Said, place: str, strange: Container[str]) -> Iterator[Step]:
    """Every question about one debt; of a strange one, what is so with it is asked later, see `special_steps`."""

    def ask(key: str, *when: When, optional: bool = False, initial: str = "") -> Step:
        return of_field(table.DEBT, key, Part.DEBTS, place, when=when, optional=optional, initial=initial)

    business = When("borrower.kind", (BorrowerKind.INDIVIDUAL.value,), unless=True)
    elsewhere = When(f"{place}.lender", ("",))
    by_instalments = When(f"{place}.method", (Method.REVOLVING, Method.BULLET), unless=True, silent=True)
    with_fee = When(f"{place}.method", (Method.FEE_INSTALMENT,))
    overdue = When(f"{place}.overdue", (YES,))
    method = Method.REVOLVING if said.get(f"{place}.product") in BILLS else Method.LEVEL_PAYMENT
    yield own_step("lender", f"{place}.lender", Part.DEBTS, table.DEBT.field("lender"), optional=True)
    yield ask("kind", elsewhere)
    yield ask("name", elsewhere, optional=True)
    private = said.get(f"{place}.kind") == LenderKind.PRIVATE_LENDING
    yield ask("product", initial=Product.PRIVATE_LOAN if private else "")
    yield ask("purpose", business, initial=Pot.HOUSEHOLD)
    if place not in strange:
        yield ask("circumstances")
    yield ask("principal")
    yield ask("interest_owed", initial="0")
    yield ask("penalty_owed", initial="0")
    yield ask("fees_owed", initial="0")
    yield ask("rate", optional=True)
    # The day of the contract decides the line of a private loan; a licensed lender has no such line.
    of_private = () if given(said, f"{place}.contract_date") else (When(f"{place}.product", (Product.PRIVATE_LOAN,)),)
    yield ask("contract_date", *of_private, optional=True)
    yield ask("method", initial=method)
    yield ask("instalments_left", by_instalments, optional=True)
    yield ask("instalment", by_instalments, optional=said.get(f"{place}.instalments_left", "") != "")
    yield ask("original", with_fee, optional=True)
    yield ask("due_day", optional=True)
    yield own_step("overdue", f"{place}.overdue", Part.DEBTS)
    yield ask("overdue_since", overdue)
    yield ask("arrears", overdue, optional=True)
    yield ask("last_payment", overdue, optional=True)
    yield ask("security", initial=Security.NONE)
    yield ask("guarantor", initial=Guarantor.NONE)
    yield from (ask(key, optional=True) for key in _ONLY_GIVEN if given(said, f"{place}.{key}"))
    if given(said, f"{place}.minimum.share"):
        yield of_field(table.MINIMUM, "share", Part.DEBTS, f"{place}.minimum", optional=True)
        has_share = When(f"{place}.minimum.share", ("",), unless=True)
        yield of_field(table.MINIMUM, "floor", Part.DEBTS, f"{place}.minimum", when=(has_share,), optional=True)
    yield ask("note", optional=True)


def special_steps(rows: Sequence[str], names: Sequence[str], strange: Container[str]) -> Iterator[Step]:
    """What holds for few debts: asked once, then which debts, then what there is to say of each of them."""
    words, several = ("wizard", "steps.special"), When("debts[0].more", (YES,))
    yield Step(
        key="special", ask=Ask.MANY, words=words, choices=SPECIAL, group="special", part=Part.DEBTS, optional=True
    )
    for code in SPECIAL:
        yield Step(
            key=f"special.{code}",
            ask=Ask.MANY,
            words=("wizard", "steps.special_which"),
            about=("special", code),
            choices=tuple(names),
            part=Part.DEBTS,
            when=(When("special", (code,)), several),
            optional=True,
        )
    for i, place in enumerate(rows):
        if place in strange:
            yield of_field(table.DEBT, "circumstances", Part.DEBTS, place)
        # Of one debt alone it need not be said which; the printed questions have no names yet.
        yield from _special(place, names[i] if len(rows) > 1 and i < len(names) else "")


def _special(place: str, name: str) -> Iterator[Step]:
    """What is asked of one debt for which something special holds. Nothing is counted where that is left empty."""

    def holds(code: str) -> tuple[When, ...]:
        named = (When(f"special.{code}", (name,)),) if name else ()
        return (When("special", (code,)), *named)

    def two(section: Section, first: str, then: str) -> Iterator[Step]:
        inner, when = f"{place}.{section.name}", holds(section.name)
        yield of_field(section, first, Part.DEBTS, inner, when=when, optional=True)
        is_said = When(f"{inner}.{first}", ("",), unless=True)
        yield of_field(section, then, Part.DEBTS, inner, when=(*when, is_said))

    yield of_field(table.DEBT, "disputed", Part.DEBTS, place, when=holds("disputed"), initial=YES)
    yield of_field(table.DEBT, "monthly_fee", Part.DEBTS, place, when=holds("monthly_fee"), optional=True)
    yield from two(table.PROMOTION, "rate", "until")
    yield from two(table.WRITTEN_OFFER, "amount", "until")


def papers_of_debts(papers: Sequence[str], names: Sequence[str]) -> Iterator[Step]:
    """Which debt each paper is about, and what else to note of it."""
    note = table.EVENT.field("note")
    several = When("debts[0].more", (YES,))
    for kind in papers:
        about, chosen = ("event_kind", kind), When("papers", (kind,))
        yield Step(
            key=f"papers.{kind}.debt",
            ask=Ask.ONE,
            words=("wizard", "steps.paper_debt"),
            about=about,
            choices=(*names, UNKNOWN),
            part=Part.LAST,
            when=(chosen, several),
        )
        key = f"papers.{kind}.note"
        yield own_step("paper_note", key, Part.LAST, note, when=(chosen,), about=about, optional=True)
