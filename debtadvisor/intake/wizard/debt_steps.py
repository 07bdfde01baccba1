"""The questions about debts: each debt by itself, what holds for few of them, and the papers that are about one."""

from collections.abc import Iterator, Sequence

from debtadvisor.core.codes import BorrowerKind, Guarantor, Method, Pot, Security
from debtadvisor.intake import fields as table
from debtadvisor.intake.usual import BILLS
from debtadvisor.intake.wizard.step import (
    UNKNOWN,
    YES,
    Ask,
    Part,
    Said,
    Step,
    When,
    of_field,
    own_step,
)


def debt_steps(said: Said, place: str) -> Iterator[Step]:
    """Every question about one debt."""

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
    yield own_step("overdue", f"{place}.overdue", Part.DEBTS)
    yield ask("overdue_since", overdue)
    yield ask("arrears", overdue, optional=True)
    yield ask("last_payment", overdue, optional=True)
    yield ask("security", initial=Security.NONE)
    yield ask("guarantor", initial=Guarantor.NONE)
    yield ask("note", optional=True)


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
