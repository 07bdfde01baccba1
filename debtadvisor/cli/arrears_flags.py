"""What stands on the command line of ``arrears`` → a question, or every problem with it at once."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from debtadvisor.core.arrears.crediting import contract_order
from debtadvisor.core.arrears.model import Component, Compound, CreditOrder, Payment, PenaltyBase
from debtadvisor.core.arrears.question import Loan, Question
from debtadvisor.core.arrears.settle import METHODS, loan_schedule, rate_known
from debtadvisor.core.case import Rate
from debtadvisor.core.codes import DayCount, LenderKind, Method, RatePer
from debtadvisor.core.dates import monthly
from debtadvisor.core.policy.model import Lender, PolicyBook
from debtadvisor.intake.flags import Flags
from debtadvisor.intake.lender_names import folded, lender_names, nearest
from debtadvisor.intake.units import plain, shown

E = TypeVar("E", bound=StrEnum)
# A penalty rate is 1.3 to 1.5 times the contract's, twice for a misused loan; more is a percentage or a typing mistake.
MOST_MULTIPLE = 3
# Days of grace are few, and fewer than the days between two instalments.
MOST_GRACE = 15
_DAY_COUNTS = (DayCount.ACTUAL_360, DayCount.ACTUAL_365)
_COMPOUNDS = (Compound.NONE, Compound.INTEREST)
_IN_ORDER = tuple(one for one in Component if one is not Component.JUDGMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The flags as they were typed; None and () where one was not."""

    principal: str | None
    rate: str | None
    since: str | None
    interest_owed: str | None
    fees_owed: str | None
    costs: str | None
    minimum: str | None
    months: str | None
    start: str | None
    method: str | None
    missed_from: str | None
    accelerated: str | None
    on: str | None
    lender: str | None
    kind: str | None
    penalty: str | None
    penalty_daily: str | None
    penalty_base: str | None
    compound: str | None
    late_fee_share: str | None
    late_fee_min: str | None
    late_fee_max: str | None
    statement_day: str | None
    grace: str | None
    order: str | None
    contract_order: str | None
    day_count: str | None
    paid: tuple[str, ...]
    if_paid: str | None
    judgment: str | None
    perform_by: str | None
    judgment_amount: str | None

    @property
    def is_loan(self) -> bool:
        return any((self.months, self.start, self.method, self.missed_from))


def question_of(asked: Asked, book: PolicyBook, today: date) -> Question:
    """The question. Raises InputError with every problem found."""
    return _Reader(asked, book, today).question()


class _Reader:
    """Reads the flags one by one; what cannot be read is reported and stands as nothing until the end."""

    def __init__(self, asked: Asked, book: PolicyBook, today: date) -> None:
        self.asked, self.book, self.today = asked, book, today
        self.flags = Flags(today)

    def question(self) -> Question:
        asked, flags = self.asked, self.flags
        if asked.principal is None:
            flags.report("--principal", "missing_flag")
        principal = flags.amount("--principal", asked.principal) if asked.principal is not None else 1
        rate = self._rate("--rate", asked.rate)
        loan, since = self._when()
        on = self._day("--on", asked.on) or self.today
        profile, kind = self._lender()
        question = Question(
            on=on,
            principal=principal,
            since=since,
            rate=rate,
            interest=self._sum("--interest-owed", asked.interest_owed) or 0,
            fees=self._sum("--fees-owed", asked.fees_owed) or 0,
            costs=self._sum("--costs", asked.costs) or 0,
            loan=loan,
            accelerated=self._day("--accelerated", asked.accelerated),
            kind=kind,
            profile=profile,
            day_count=self._code("--day-count", asked.day_count, _DAY_COUNTS) or DayCount.ACTUAL_360,
            day_count_given=asked.day_count is not None,
            penalty=self._multiple(),
            penalty_daily=self._rate("--penalty-daily", asked.penalty_daily),
            base=self._code("--penalty-base", asked.penalty_base, tuple(PenaltyBase)) or PenaltyBase.OVERDUE_PRINCIPAL,
            base_given=asked.penalty_base is not None,
            compound=self._code("--compound", asked.compound, _COMPOUNDS),
            grace=self._count("--grace", asked.grace, 0, MOST_GRACE),
            minimum=self._minimum(),
            late_fee_share=None
            if asked.late_fee_share is None
            else flags.share("--late-fee-share", asked.late_fee_share),
            late_fee_min=self._sum("--late-fee-min", asked.late_fee_min),
            late_fee_max=self._sum("--late-fee-max", asked.late_fee_max),
            statement_day=self._count("--statement-day", asked.statement_day, 1, 31),
            credit=self._code("--order", asked.order, tuple(CreditOrder)),
            order=self._contract_order(),
            payments=tuple(paid for text in asked.paid if (paid := self._payment("--paid", text)) is not None),
            if_paid=None if asked.if_paid is None else self._payment("--if-paid", asked.if_paid, ahead=True),
            judged=self._day("--judgment", asked.judgment),
            perform_by=self._day("--perform-by", asked.perform_by),
            judgment_amount=self._sum("--judgment-amount", asked.judgment_amount),
        )
        self._what_goes_together(question)
        self._days(question)
        if asked.rate is None and (loan is not None or not rate_known(question, self.book)):
            flags.report("--rate", "missing_flag")
        flags.check()
        self._within_schedule(question)
        flags.check()
        return question

    # --- one flag -------------------------------------------------------------------------------------

    def _sum(self, flag: str, text: str | None) -> int | None:
        return None if text is None else self.flags.amount(flag, text, positive=False)

    def _day(self, flag: str, text: str | None) -> date | None:
        return None if text is None else self.flags.day(flag, text)

    def _count(self, flag: str, text: str | None, low: int, high: int) -> int | None:
        return None if text is None else self.flags.count(flag, text, low=low, high=high)

    def _rate(self, flag: str, text: str | None) -> Rate | None:
        if text is None:
            return None
        rate = self.flags.rate(flag, text)
        if rate.per is RatePer.MONTHLY_FEE:
            self.flags.report(flag, "monthly_fee_here", given=shown(text))
            return Rate(Decimal(0), Decimal(0), RatePer.YEAR)
        return rate

    def _code(self, flag: str, text: str | None, codes: tuple[E, ...]) -> E | None:
        if text is None:
            return None
        said = plain(text).casefold().replace("-", "_")
        found = next((code for code in codes if code.value == said), None)
        if found is None:
            allowed = [code.value for code in codes]
            near = ", ".join(get_close_matches(said, allowed, n=1))
            self.flags.report(flag, "unknown_code", given=shown(text), nearest=near, allowed=", ".join(allowed))
        return found

    def _multiple(self) -> Decimal | None:
        """1.5, or 150 %; a bare 18 or 0.5 is no multiple."""
        text = self.asked.penalty
        if text is None:
            return None
        said = plain(text).rstrip("倍x×").strip()
        number = said.removesuffix("%")
        try:
            figure = Decimal(number).scaleb(-2 if said.endswith("%") else 0)
        except ArithmeticError:
            figure = Decimal(0)
        if not figure.is_finite() or not 1 <= figure <= MOST_MULTIPLE:
            self.flags.report("--penalty", "bad_multiple", given=shown(text), most=str(MOST_MULTIPLE))
            return None
        return figure

    def _minimum(self) -> int | Decimal | None:
        text = self.asked.minimum
        if text is None:
            return None
        if plain(text).endswith("%"):
            return self.flags.share("--minimum", text)
        return self.flags.amount("--minimum", text, positive=False)

    def _contract_order(self) -> tuple[Component, ...]:
        text = self.asked.contract_order
        if text is None:
            if self.asked.order == CreditOrder.CONTRACT.value:
                self.flags.report("--contract-order", "needed_with", other="--order contract")
            return ()
        words = [word.strip() for word in plain(text).casefold().replace("，", ",").split(",")]
        try:
            order = tuple(Component(word) for word in words)
            contract_order(order)
        except ValueError:
            allowed = ", ".join(code.value for code in _IN_ORDER)
            self.flags.report("--contract-order", "bad_order", given=shown(text), allowed=allowed)
            return ()
        return order

    def _payment(self, flag: str, text: str, *, ahead: bool = False) -> Payment | None:
        """500@2026-09-01"""
        amount, sign, when = text.partition("@")
        if not sign or not amount.strip() or not when.strip():
            self.flags.report(flag, "bad_payment", given=shown(text))
            return None
        return Payment(self.flags.day(flag, when, ahead=ahead), self.flags.amount(flag, amount))

    def _lender(self) -> tuple[Lender | None, LenderKind | None]:
        asked, book = self.asked, self.book
        kind = self._code("--kind", asked.kind, tuple(LenderKind))
        if asked.lender is None:
            known = kind is not None and kind is not LenderKind.OTHER
            return (book.generic(kind) if known and kind is not None else None), kind
        names = lender_names(book)
        found = names.get(folded(asked.lender))
        if found is None:
            near = ", ".join(nearest(asked.lender, names))
            self.flags.report("--lender", "lender_not_known", given=shown(asked.lender), nearest=near)
            return None, kind
        profile = book.lenders[found]
        if kind is not None and kind is not profile.kind:
            self.flags.report("--kind", "other_kind", given=kind.value, lender=found, kind=profile.kind.value)
        return profile, profile.kind

    # --- the two ways in ------------------------------------------------------------------------------

    def _when(self) -> tuple[Loan | None, date]:
        """The loan, if it is one, and the day that was missed."""
        asked, flags = self.asked, self.flags
        if not asked.is_loan:
            if asked.since is None:
                flags.report("--since", "missing_flag")
            return None, self._day("--since", asked.since) or self.today
        if asked.since is not None:
            flags.report("--since", "not_with", other="--missed-from")
        if asked.minimum is not None:
            flags.report("--minimum", "not_with", other="--months")
        needed = {"--months": asked.months, "--start": asked.start, "--missed-from": asked.missed_from}
        given = next((flag for flag, text in needed.items() if text is not None), "--method")
        for flag, text in needed.items():
            if text is None:
                flags.report(flag, "needed_with", other=given)
        start = self._day("--start", asked.start) or self.today
        months = 1 if asked.months is None else flags.count("--months", asked.months)
        method = self._code("--method", asked.method, METHODS) or Method.LEVEL_PAYMENT
        return Loan(start=start, months=months, method=method), self._day("--missed-from", asked.missed_from) or start

    def _within_schedule(self, question: Question) -> None:
        """The first missed due day is one of the loan's."""
        if question.loan is None:
            return
        last = loan_schedule(question).due[-1]
        if question.since > last:
            self.flags.report("--missed-from", "missed_after_end", given=str(question.since), last=str(last))

    # --- what goes together ---------------------------------------------------------------------------

    def _what_goes_together(self, question: Question) -> None:
        asked, flags = self.asked, self.flags
        card = question.kind is LenderKind.BANK_CREDIT_CARD
        if asked.penalty is not None and asked.penalty_daily is not None:
            flags.report("--penalty-daily", "not_with", other="--penalty")
        if question.credit is CreditOrder.CARD and not card:
            flags.report("--order", "card_order_only")
        if asked.contract_order is not None and question.credit is not CreditOrder.CONTRACT:
            flags.report("--order", "needed_with", other="--contract-order")
        late_fees = (
            ("--late-fee-share", asked.late_fee_share),
            ("--late-fee-min", asked.late_fee_min),
            ("--late-fee-max", asked.late_fee_max),
            ("--statement-day", asked.statement_day),
            ("--minimum", asked.minimum if question.loan is None else None),
        )
        for flag, text in late_fees:
            if text is not None and not question.is_card:
                flags.report(flag, "card_only")
        low, high = question.late_fee_min, question.late_fee_max
        if low is not None and high is not None and low > high:
            flags.report("--late-fee-min", "bad_range", low=asked.late_fee_min or "", high=asked.late_fee_max or "")
        whole = question.base is PenaltyBase.WHOLE_PRINCIPAL
        if whole and question.loan is not None and question.accelerated is None and question.judged is None:
            flags.report("--penalty-base", "base_needs_call")
        compounding = question.is_card if question.compound is None else question.compound is not Compound.NONE
        if question.base is PenaltyBase.INSTALMENT and compounding:
            flags.report("--penalty-base", "base_and_compound")
        if (question.judged is None) != (question.perform_by is None):
            missing, there = (
                ("--judgment", "--perform-by") if question.judged is None else ("--perform-by", "--judgment")
            )
            flags.report(missing, "needed_with", other=there)
        if question.judgment_amount is not None and question.judged is None:
            flags.report("--judgment", "needed_with", other="--judgment-amount")

    def _days(self, question: Question) -> None:
        """Days that cannot be in that order."""
        first, name = question.since, "--missed-from" if question.loan else "--since"
        if question.loan is not None:
            self._not_before(name, first, "--start", question.loan.start)
        self._not_before("--on", question.on, name, first)
        start = max((due for due in self._dues(question) if due < first), default=first)
        for paid in question.payments:
            self._not_before("--paid", paid.day, name, start)
            if paid.day > question.on and not self._wrong("--paid", "--on"):
                self.flags.report("--paid", "paid_ahead", given=str(paid.day), on=str(question.on))
        if question.if_paid is not None:
            self._not_before("--if-paid", question.if_paid.day, "--on", question.on)
        for flag, when in (("--accelerated", question.accelerated), ("--judgment", question.judged)):
            if when is not None:
                self._not_before(flag, when, name, first)
        if question.judged is not None and question.perform_by is not None:
            self._not_before("--perform-by", question.perform_by, "--judgment", question.judged)

    def _dues(self, question: Question) -> tuple[date, ...]:
        """The loan's start and its due days, so that a payment may stand in the period of the first missed one."""
        loan = question.loan
        return () if loan is None else monthly(loan.start, loan.months + 1, loan.start.day)

    def _not_before(self, flag: str, day: date, other: str, start: date) -> None:
        if day < start and not self._wrong(flag, other, "--start", "--months"):
            self.flags.report(flag, "day_before", given=str(day), other=other, start=str(start))

    def _wrong(self, *flags: str) -> bool:
        """Whether one of those flags has a problem already, so that its stand-in proves nothing."""
        return any(problem.where in flags for problem in self.flags.problems)
