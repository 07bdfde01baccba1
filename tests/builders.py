"""Cases and a small policy book made by hand, so that tests of the plan do not depend on the shipped rows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from debtadvisor.core.case import Amount, Asset, Borrower, Case, Debt, Household, Income, Rate, Spending
from debtadvisor.core.codes import (
    AssetKind,
    Confidence,
    Evidence,
    Heading,
    IncomeSource,
    LenderKind,
    Method,
    Pot,
    Product,
    RatePer,
    ReliefKind,
    Stage,
    Standing,
)
from debtadvisor.core.policy.model import (
    Condition,
    Figure,
    Lender,
    PolicyBook,
    ReliefTerm,
    Rule,
    Source,
    Terms,
    Validity,
    Waiver,
)
from debtadvisor.core.words import Words

TODAY = date(2026, 11, 21)
ALWAYS = Validity(start=date(2019, 1, 1), end=None, review_by=date(2099, 1, 1))
SOURCE = Source(
    id="test-page", title=Words("测试页", "A test page"), checked=date(2026, 11, 1), evidence=Evidence.SECONDARY
)


def figure(value: str, unit: str = "share") -> Figure:
    """A planning default."""
    return Figure(value=Decimal(value), unit=unit, standing=Standing.PLANNING_DEFAULT, confidence=Confidence.LOW)


def stages(*allowed: Stage) -> tuple[Condition, ...]:
    """A condition on the stage of the debt."""
    return (Condition(fact="stage", one_of=tuple(allowed)),)


def term(profile: str, kind: ReliefKind, when: tuple[Condition, ...], ask: Terms, counter: Terms) -> ReliefTerm:
    """A relief row in force, reviewed, and practised only."""
    return ReliefTerm(
        id=f"{profile}.{kind}",
        profile=profile,
        kind=kind,
        standing=Standing.PRACTICE,
        confidence=Confidence.LOW,
        figures_standing=Standing.PLANNING_DEFAULT,
        when=when,
        ask=ask,
        counter=counter,
        validity=ALWAYS,
        sources=(SOURCE,),
    )


HALF, ALL = Decimal("0.5"), Decimal(1)
LATE = (Stage.M1, Stage.M2, Stage.M3, Stage.M4_PLUS)
WAIVE = Terms(waiver=Waiver(late_fee=ALL, penalty=ALL))
WAIVE_HALF = Terms(waiver=Waiver(late_fee=HALF, penalty=HALF))


def small_book(*rules: Rule) -> PolicyBook:
    """A generic profile for each kind, with asks at a card, an online loan and a consumer-finance company."""
    names = {kind: f"generic-{kind.replace('_', '-')}" for kind in LenderKind if kind is not LenderKind.OTHER}
    lenders = {
        name: Lender(id=name, kind=kind, generic=True, name=Words(str(kind), str(kind))) for kind, name in names.items()
    }
    card, online = names[LenderKind.BANK_CREDIT_CARD], names[LenderKind.BANK_ONLINE_LOAN]
    company = names[LenderKind.CONSUMER_FINANCE]
    rows = [
        term(card, ReliefKind.INSTALMENT_PLAN, stages(*LATE), Terms(months=(12, 24, 36, 60)), Terms(months=(12, 24))),
        term(card, ReliefKind.SETTLEMENT, stages(Stage.M4_PLUS), WAIVE, WAIVE_HALF),
        term(
            company, ReliefKind.DEFERRAL, stages(Stage.PRE_DUE, Stage.M1), Terms(defer_months=2), Terms(defer_months=1)
        ),
        term(company, ReliefKind.INSTALMENT, stages(*LATE), Terms(months=(6, 12, 24)), Terms(months=(6, 12))),
        term(online, ReliefKind.TERM_EXTENSION, stages(Stage.PRE_DUE), Terms(months=(6, 12)), Terms(months=(6,))),
        term(online, ReliefKind.INSTALMENT, stages(*LATE), Terms(months=(12, 24, 36)), Terms(months=(12,))),
    ]
    rows += [term(p, ReliefKind.PENALTY_WAIVER, stages(*LATE), WAIVE, WAIVE_HALF) for p in (card, online, company)]
    return PolicyBook(
        version="test",
        sources={SOURCE.id: SOURCE},
        lenders=lenders,
        terms=tuple(rows),
        rules={rule.id: rule for rule in rules},
        defaults={
            "living_floor": figure("700", "yuan_per_person_month"),
            "first_payment_after_days": figure("15", "days"),
            "rate_annual_unknown": figure("0.24"),
            "penalty_multiple": figure("1.5", "times"),
            "minimum_share": figure("0.10"),
            "late_fee_share": figure("0.05"),
        },
    )


def yuan(amount: int | str) -> int:
    """Fen of that many yuan."""
    return int(Decimal(amount) * 100)


def sure(amount: int | str) -> Amount:
    """A sum of yuan that is known."""
    return Amount.exactly(yuan(amount))


def yearly(rate: str) -> Rate:
    """A nominal annual rate."""
    return Rate(Decimal(rate), Decimal(rate), RatePer.YEAR)


def loan(debt_id: str = "loan", principal: int | str = 12_000, **changes: object) -> Debt:
    """A consumer-finance loan at 18 %, twelve level payments left, next due on 9 December, nothing overdue."""
    plain = Debt(
        id=debt_id,
        kind=LenderKind.CONSUMER_FINANCE,
        product=Product.CASH_LOAN,
        principal=sure(principal),
        rate=yearly("0.18"),
        method=Method.LEVEL_PAYMENT,
        instalments_left=12,
        next_due=date(2026, 12, 12),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a test names the fields it changes


def card(debt_id: str = "card", principal: int | str = 20_000, **changes: object) -> Debt:
    """A bank card, 95 days overdue on the day of the test."""
    plain = Debt(
        id=debt_id,
        kind=LenderKind.BANK_CREDIT_CARD,
        product=Product.CREDIT_CARD,
        principal=sure(principal),
        rate=yearly("0.18"),
        method=Method.REVOLVING,
        due_day=18,
        overdue_since=date(2026, 8, 18),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a test names the fields it changes


def household(
    income: int = 6_000,
    food: int = 1_500,
    rent: int = 1_500,
    debts: Sequence[Debt] = (),
    cash: int = 0,
    **changes: object,
) -> Case:
    """One adult paid on the 10th; the surplus is income - food - rent."""
    plain = Case(
        id="test",
        as_of=TODAY,
        borrower=Borrower(),
        household=Household(),
        incomes=(Income(source=IncomeSource.WAGE, amount=sure(income), day=10),),
        spending=(
            Spending(heading=Heading.FOOD, amount=sure(food)),
            Spending(heading=Heading.RENT, amount=sure(rent)),
        ),
        assets=(Asset(kind=AssetKind.CASH, value=sure(cash), for_debts=yuan(cash)),) if cash else (),
        debts=tuple(debts) or (loan(),),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a test names the fields it changes


def shop_income(amount: int) -> Income:
    """Money of the business purse."""
    return Income(source=IncomeSource.BUSINESS, amount=sure(amount), day=15, pot=Pot.BUSINESS)
