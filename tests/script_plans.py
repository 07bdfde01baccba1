"""Plans made by hand for the tests of the scripts, for any kind of lender, stage and ask."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import product

from debtadvisor.core.agreed import Agreed
from debtadvisor.core.agreement import Agreement, PaperForm
from debtadvisor.core.case import Borrower, Hardship
from debtadvisor.core.codes import (
    Cause,
    Confidence,
    LenderKind,
    Product,
    Proof,
    ReliefKind,
    Stage,
    Standing,
)
from debtadvisor.core.dates import monthly
from debtadvisor.core.money import Money
from debtadvisor.core.plan.model import (
    Action,
    DebtPlan,
    NoOffer,
    Plan,
    PlanStatus,
    PotPlan,
)
from debtadvisor.core.policy.model import Lender, PolicyBook, ReliefTerm, Terms, Waiver
from debtadvisor.core.relief.model import AGREED_ID, Candidate, Certainty, DebtRelief, Owed, Waived
from debtadvisor.core.schedule import Schedule
from debtadvisor.core.script.build import scripts
from debtadvisor.core.script.model import Part, Script, ScriptPoint
from debtadvisor.core.statement import statement
from debtadvisor.core.triage.model import Finding, Level, Triage
from debtadvisor.core.words import Words
from debtadvisor.intake.book import load_book
from tests.builders import ALWAYS, SOURCE, TODAY, household, loan, small_book, yuan

KINDS = tuple(kind for kind in LenderKind if kind is not LenderKind.OTHER)
LICENSED = (
    LenderKind.BANK_CREDIT_CARD,
    LenderKind.BANK_ONLINE_LOAN,
    LenderKind.CONSUMER_FINANCE,
    LenderKind.MICROLOAN,
    LenderKind.ASSISTED_LENDING_PLATFORM,
)
RESCHEDULING = (
    None,
    ReliefKind.DEFERRAL,
    ReliefKind.TERM_EXTENSION,
    ReliefKind.INSTALMENT,
    ReliefKind.INSTALMENT_PLAN,
    ReliefKind.RATE_REDUCTION,
    ReliefKind.SETTLEMENT,
    ReliefKind.RENEWAL,
)
OWED = Owed(principal=yuan(12_000), interest=yuan(600), penalty=yuan(240), fees=yuan(60))
WAIVED = Waived(interest=yuan(300), penalty=yuan(240), fees=yuan(60))


@lru_cache
def shipped() -> PolicyBook:
    """The book that ships with the package."""
    return load_book()


def row(kind: ReliefKind, figures: Standing = Standing.PLANNING_DEFAULT) -> ReliefTerm:
    """A practised row of that kind; its numbers are a planning default unless said otherwise."""
    return ReliefTerm(
        id=f"test.{kind}",
        profile="test",
        kind=kind,
        standing=Standing.PRACTICE,
        confidence=Confidence.LOW,
        figures_standing=figures,
        when=(),
        ask=Terms(months=(12,), waiver=Waiver(penalty=Decimal(1))),
        counter=Terms(months=(6,)),
        bring=tuple(Proof),
        validity=ALWAYS,
        sources=(SOURCE,),
    )


def payments(*yuans: int | str) -> Schedule:
    """A schedule of interest-free payments, monthly from 12 December 2026."""
    return Schedule(monthly(date(2026, 12, 12), len(yuans)), tuple(yuan(y) for y in yuans), tuple(0 for _ in yuans))


def offer(
    kind: ReliefKind | None = ReliefKind.INSTALMENT,
    schedule: Schedule | None = None,
    waived: Waived = WAIVED,
    riders: Sequence[ReliefTerm] | None = None,
    figures: Standing = Standing.PLANNING_DEFAULT,
) -> Candidate:
    """Twelve payments with every waiver and a pause of the calls asked beside it."""
    beside = (ReliefKind.PENALTY_WAIVER, ReliefKind.INTEREST_WAIVER, ReliefKind.CONTACT_PAUSE)
    return Candidate(
        id="contract" if kind is None else f"{kind}-12",
        debt="loan",
        kind=kind,
        term=None if kind is None else row(kind, figures),
        riders=tuple(row(k, figures) for k in beside) if riders is None else tuple(riders),
        rate=Decimal("0.18"),
        waived=waived,
        schedule=schedule or payments(*([1_025] * 12)),
    )


def planned(
    kind: LenderKind = LenderKind.CONSUMER_FINANCE,
    stage: Stage = Stage.M2,
    ask: Candidate | None = None,
    **changes: object,
) -> DebtPlan:
    """A debt with an ask, a smaller fallback and a walk-away line, at a generic lender of that kind."""
    profile = shipped().generic(kind) if kind is not LenderKind.OTHER else _outside()
    debt = loan(kind=kind, name="", product=Product.CASH_LOAN)
    relief = DebtRelief(
        debt="loan",
        profile=profile,
        kind=kind,
        stage=stage,
        owed=OWED,
        annual=Decimal("0.18"),
        annual_from=Certainty.GIVEN,
        contract=(),
        options=(),
        ask=(),
        counter=(),
    )
    plain = DebtPlan(
        debt=debt,
        relief=relief,
        ask=ask or offer(),
        fallback=offer(schedule=payments(*([1_100] * 12)), waived=Waived(penalty=yuan(120))),
        walk_away=yuan(1_200),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a test names the fields it changes


def _outside() -> Lender:
    return Lender(id="other", kind=LenderKind.OTHER, generic=True, name=Words("", ""))


# Rows that say what the article does not give; they stand behind what must not be said.
LIMITS_OF_ARTICLE_70 = {"cc-art70-scope-cards-only", "cc-art70-not-interest-free"}
HARDSHIP = Hardship(causes=(Cause.JOB_LOSS,), since=date(2026, 9, 1), until=date(2027, 6, 30))


def plan_of(
    *lines: DebtPlan,
    pot: PotPlan | None = None,
    actions: Sequence[Action] = (),
    hardship: Hardship = HARDSHIP,
    as_of: date = TODAY,
    name: str = "",
) -> Plan:
    """A plan that holds those debts as they are; nothing is worked out."""
    debts = [line.debt for line in lines]
    person = household(debts=debts, hardship=hardship, as_of=as_of, borrower=Borrower(name=name))
    return Plan(
        case=person,
        triage=Triage(()),
        status=PlanStatus.OK,
        statement=statement(person, small_book(), 13),
        debts=lines,
        pots=(pot or PotPlan(pot=lines[0].debt.purpose, worlds={}, no_offer=None),),
        actions=tuple(actions),
        book_version="test",
    )


def script_of(
    line: DebtPlan,
    pot: PotPlan | None = None,
    hardship: Hardship = HARDSHIP,
    as_of: date = TODAY,
    name: str = "",
) -> Script:
    """The script of one debt alone."""
    return scripts(plan_of(line, pot=pot, hardship=hardship, as_of=as_of, name=name), shipped())[0]


def held(*codes: str, kind: LenderKind = LenderKind.CONSUMER_FINANCE, stage: Stage = Stage.M2) -> DebtPlan:
    """A debt on HOLD for those findings."""
    findings = tuple(Finding(level=Level.HOLD, code=code, debt="loan") for code in codes)
    return planned(kind, stage, held=findings, ask=None, fallback=None, walk_away=None)


def no_offer(
    why: NoOffer, share: int = 0, stage: Stage = Stage.M2, kind: LenderKind = LenderKind.CONSUMER_FINANCE
) -> Script:
    """The script of a debt whose purse makes no offer; `share` in yuan."""
    line = planned(kind, stage, ask=None, fallback=None, walk_away=None, share_now=yuan(share))
    pot = PotPlan(pot=line.debt.purpose, worlds={}, no_offer=why, token=yuan(share))
    return script_of(replace(line, ask=None), pot)


def agreed_line(
    missed: tuple[tuple[date, int], ...] = (), paid: int = 0, kind: LenderKind = LenderKind.CONSUMER_FINANCE
) -> DebtPlan:
    """A debt whose lender has agreed to twelve payments on paper, of which those may have been missed or paid."""
    terms = Agreement(form=PaperForm.WRITTEN, first=date(2026, 12, 12), monthly=yuan(900), count=12)
    made = Agreed(
        number=0,
        on=date(2026, 11, 20),
        who="",
        ticket="",
        terms=terms,
        binds=True,
        paid=paid * yuan(900),
        missed=missed,
        coming=terms.dated[paid:],
    )
    kept = replace(offer(None, made.schedule(date(2026, 12, 10)), Waived(), ()), id=AGREED_ID)
    return planned(kind, ask=kept, fallback=None, walk_away=None, agreed=made)


def agreed_lines() -> tuple[DebtPlan, ...]:
    """An agreement before its first payment, after two, with a missed instalment, and with a missed one to a person."""
    late = ((date(2026, 11, 12), yuan(300)),)
    private = agreed_line(late, kind=LenderKind.PRIVATE_LENDING)
    return agreed_line(), agreed_line(paid=2), agreed_line(late), private


def codes(script: Script, part: Part) -> list[str]:
    return [point.code for point in script.part(part)]


def point(script: Script, part: Part, code: str) -> ScriptPoint:
    return next(p for p in script.part(part) if p.code == code)


def sums(script: Script, *parts: Part) -> set[int]:
    """Every amount in those parts, fen."""
    values = [v for p in script.points if p.part in parts for v in p.values.values()]
    return {value.fen for value in values if isinstance(value, Money)}


def rule_ids(script: Script) -> set[str]:
    return {claim.row.id for p in script.points for claim in p.claims}


def every_planned() -> Iterator[tuple[LenderKind, Stage, ReliefKind | None, Script]]:
    for kind, stage, relief in product(KINDS, Stage, RESCHEDULING):
        yield kind, stage, relief, script_of(planned(kind, stage, offer(relief)))
