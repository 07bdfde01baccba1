"""The golden list of the book: for each lender at each stage what may be asked, and what may not with the reason.

`python -m tests.book_goldens` writes `tests/book/lenders/*.toml` anew; read the difference like code before it is
committed. Whether the lists are right is decided elsewhere, against the facts that were carried over: these files
hold them, so that a change of the book is seen lender by lender.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from debtadvisor.core.case import Case, Confirmation, Debt, Event, Hardship
from debtadvisor.core.codes import Cause, EventKind, LenderKind, Method, Pot, Product, ReliefKind, Stage
from debtadvisor.core.policy.model import Condition, PolicyBook, ReliefTerm, Terms
from debtadvisor.core.relief.model import DebtRelief, Option, OptionState
from debtadvisor.core.relief.options import relief
from debtadvisor.intake.book import load_book
from tests.builders import TODAY, household, loan, yuan

FOLDER = Path(__file__).parent / "book" / "lenders"
OVERDUE = {
    Stage.PRE_DUE: 0,
    Stage.M1: 10,
    Stage.M2: 45,
    Stage.M3: 75,
    Stage.M4_PLUS: 120,
    Stage.PRE_SUIT: 150,
    Stage.LITIGATION: 200,
    Stage.ASSIGNED: 400,
}
_PRODUCTS = {
    LenderKind.BANK_CREDIT_CARD: Product.CREDIT_CARD,
    LenderKind.BANK_ONLINE_LOAN: Product.CONSUMER_LOAN,
    LenderKind.PRIVATE_LENDING: Product.PRIVATE_LOAN,
}
_EVENTS = {
    Stage.PRE_SUIT: EventKind.LAWYER_LETTER,
    Stage.LITIGATION: EventKind.PAYMENT_ORDER,
    Stage.ASSIGNED: EventKind.ASSIGNMENT_NOTICE,
}


@lru_cache(maxsize=1)
def book() -> PolicyBook:
    """The book that ships with the package."""
    return load_book()


def simple_case(lender: str, stage: Stage, purpose: Pot = Pot.HOUSEHOLD) -> Case:
    """One debt of 3,000 yuan to that lender, at that stage today; the person fell ill and lives on a wage."""
    days = OVERDUE[stage]
    debt = _debt(lender, stage, purpose, TODAY - timedelta(days=days) if days else None)
    events = (Event(kind=_EVENTS[stage], on=date(2026, 11, 10), debt="debt"),) if stage in _EVENTS else ()
    hardship = Hardship(causes=(Cause.ILLNESS,), since=date(2026, 6, 1))
    # A counsellor has looked at the payment order, so that the stage is planned and not held back.
    seen = Confirmation(finding="payment_order", debt="debt", by="辅导员", on=TODAY, why="已看过，来得及")
    return household(debts=[debt], events=events, hardship=hardship, confirmations=(seen,))


def _debt(lender: str, stage: Stage, purpose: Pot, since: date | None) -> Debt:
    kind = book().lenders[lender].kind
    debt = loan(
        "debt",
        3_000,
        lender=lender,
        kind=None,
        product=_PRODUCTS.get(kind, Product.CASH_LOAN),
        purpose=purpose,
        overdue_since=since,
        contract_date=date(2025, 10, 12),
        assigned_to="受让方" if stage is Stage.ASSIGNED else "",
    )
    if kind is LenderKind.BANK_CREDIT_CARD:
        return replace(debt, method=Method.REVOLVING, instalments_left=None, instalment=None, due_day=12)
    return debt


def asked(lender: str, stage: Stage, purpose: Pot = Pot.HOUSEHOLD) -> DebtRelief:
    """All that can be asked of that lender at that stage."""
    case = simple_case(lender, stage, purpose)
    return relief(case.debts[0], case, book().lenders[lender], book())


def golden(lender: str) -> str:
    """The golden file of one lender."""
    profile = book().lenders[lender]
    terms = {term.kind: term for term in book().relief(lender, TODAY)}
    lines = [f"# {profile.name.zh} · {profile.name.en}", f'kind = "{profile.kind}"', "", "[rows]"]
    lines += [f"{kind} = {_row(terms[kind])}" for kind in ReliefKind if kind in terms]
    for stage in Stage:
        lines += ["", f"[{stage}]", *_stage(lender, stage)]
    return "\n".join(lines) + "\n"


def _stage(lender: str, stage: Stage) -> Iterator[str]:
    options = asked(lender, stage).options
    held = _open(options)
    shop = [kind for kind in _open(asked(lender, stage, Pot.BUSINESS).options) if kind not in held]
    yield f"open = {_list(held)}"
    if shop:
        yield f"open_for_business = {_list(shop)}"
    closed = [f'{o.term.kind} = "{_why(o)}"' for o in options if o.state is not OptionState.OPEN]
    known = {o.term.kind for o in options}
    closed += [f'{kind} = "no row"' for kind in _usual() if kind not in known]
    yield f"closed = {{ {', '.join(closed)} }}" if closed else "closed = {}"


def _open(options: tuple[Option, ...]) -> list[str]:
    return [str(o.term.kind) for o in options if o.state is OptionState.OPEN]


def _usual() -> tuple[ReliefKind, ...]:
    """Every kind of which the book has a row at all."""
    there = {term.kind for term in book().terms}
    return tuple(kind for kind in ReliefKind if kind in there)


def _why(option: Option) -> str:
    if option.state is OptionState.MISSED:
        missed = [c.condition for c in option.checks if c.met is False]
        return "; ".join(_condition(condition) for condition in missed)
    return str(option.state)


def _condition(condition: Condition) -> str:
    if condition.one_of:
        return f"{condition.fact} not in {'/'.join(condition.one_of)}"
    return f"{condition.fact} not in {_fen(condition.minimum)}..{_fen(condition.maximum)} yuan"


def _fen(amount: int | None) -> str:
    return "" if amount is None else str(amount // yuan(1))


def _row(term: ReliefTerm) -> str:
    if term.refused:
        return f'{{ row = "{term.id}", refused = "{term.note.zh if term.note else ""}" }}'
    parts = [f'row = "{term.id}"', f"ask = {_terms(term.ask)}", f"counter = {_terms(term.counter)}"]
    if term.max_months:
        parts.append(f"most_months = {term.max_months}")
    parts.append(f'numbers = "{term.figures_standing}"')
    return f"{{ {', '.join(parts)} }}"


def _terms(terms: Terms) -> str:
    """What is asked, the parts that are not empty."""
    waiver = terms.waiver
    shares = {"late_fee": waiver.late_fee, "penalty": waiver.penalty, "accrued_interest": waiver.accrued_interest}
    said = [f"months = {list(terms.months)}"] if terms.months else []
    said += [f"defer_months = {terms.defer_months}"] if terms.defer_months else []
    said += [f"{name} = {float(share):g}" for name, share in shares.items() if share]
    return f"{{ {', '.join(said)} }}" if said else "{}"


def _list(items: list[str]) -> str:
    return "[" + ", ".join(f'"{item}"' for item in items) + "]"


def write() -> None:
    """Writes every golden file anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for lender in book().lenders:
        (FOLDER / f"{lender}.toml").write_text(golden(lender), encoding="utf-8")


if __name__ == "__main__":
    write()
