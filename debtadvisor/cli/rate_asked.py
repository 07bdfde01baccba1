"""The values of ``rate``, read and worked out: flags → flows → the answer and the ceilings it is held against."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches

from debtadvisor.core.ceilings import ceilings, lines_by_kind
from debtadvisor.core.codes import LenderKind, RatePer
from debtadvisor.core.dates import add_months, monthly
from debtadvisor.core.errors import InputError, Problem
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.rates.answer import Answer, answer_of_dates, answer_of_months
from debtadvisor.core.rates.costs import fee_flows, fee_rate, instalment_flows
from debtadvisor.core.rates.errors import NoRate, NoRateError, SeveralRatesError
from debtadvisor.core.rates.quoted import quotes
from debtadvisor.intake.flags import Flags
from debtadvisor.intake.flows import read_flows
from debtadvisor.intake.lender_names import folded, lender_names, nearest
from debtadvisor.intake.units import shown
from debtadvisor.output.rate.result import FeeCost, RateResult, Way
from debtadvisor.text.shapes import percent

# The longest first period that is taken for one: ten years.
_LONGEST_WAIT = 3660


class Asked:
    """The flags that were given, by name without dashes, and what they say."""

    def __init__(self, told: dict[str, str], flags: Flags) -> None:
        self.told = told
        self.flags = flags
        self.as_of = self._day("as_of") or flags.today
        flags.today = self.as_of

    def of_payments(self, book: PolicyBook) -> RateResult:
        """``--received``, ``--payment``, ``--count`` and the fees beside them."""
        received, payment = self._amount("received"), self._amount("payment")
        count = self._count()
        upfront, each = (self._amount(name, positive=False) for name in ("fee_upfront", "fee_monthly"))
        if upfront >= received and "fee_upfront" in self.told:
            self.flags.report("--fee-upfront", "fee_takes_all", given=shown(self.told["fee_upfront"]))
            upfront = 0
        dates = self._dates(count)
        base = self._base(Way.INSTALMENTS, book)
        self.flags.check()
        flows = instalment_flows(received, payment, count, upfront=upfront, monthly=each)
        held = self._held(base, book, self._answer("--received", dates, flows))
        return replace(held, count=count, assumed=self._assumed)

    def of_fee(self, book: PolicyBook) -> RateResult:
        """``--principal``, ``--monthly-fee`` and ``--count``."""
        principal = self._amount("principal")
        fee = self.flags.share("--monthly-fee", self.told["monthly_fee"].strip().removeprefix("月费率"))
        count = self._count()
        dates = self._dates(count)
        base = self._base(Way.FEE, book)
        self.flags.check()
        held = self._held(base, book, self._answer("--principal", dates, fee_flows(principal, fee, count)))
        return replace(held, fee=fee, count=count, assumed=self._assumed)

    def of_file(self, book: PolicyBook) -> RateResult:
        """``--flows``."""
        flows = read_flows(self.told["flows"], self.flags, sys.stdin.buffer)
        base = self._base(Way.FLOWS, book)
        self.flags.check()
        held = self._held(base, book, self._answer("--flows", flows.dates, flows.amounts))
        return replace(held, moved=flows.moved)

    def quoted(self, book: PolicyBook, usual: Sequence[int]) -> RateResult:
        """``--convert``: an interest rate on both day bases, or a monthly fee for `usual` numbers of instalments."""
        rate = self.flags.rate("--convert", self.told["convert"])
        counts = (self._count(),) if "count" in self.told else tuple(usual)
        base = self._base(Way.QUOTE, book)
        self.flags.check()
        held = self._held(base, book, None)
        if rate.per is RatePer.MONTHLY_FEE:
            fees = tuple(FeeCost(count=n, cost=fee_rate(rate.high, n)) for n in counts)
            return replace(held, fee=rate.high, fees=fees)
        return replace(held, quotes=quotes(rate))

    @property
    def _assumed(self) -> bool:
        return "first_after" in self.told and "start" not in self.told

    def _base(self, way: Way, book: PolicyBook) -> RateResult:
        """Who lent and when, read before the check, so that all problems are told together."""
        kind, lender = self._kind(book)
        return RateResult(
            way=way,
            as_of=self.as_of,
            book_version=book.version,
            kind=kind,
            lender=lender,
            contract=self._past("contract_date"),
            filed=self._past("filed"),
            lpr_read=book.lpr_checked,
        )

    def _held(self, base: RateResult, book: PolicyBook, answer: Answer | None) -> RateResult:
        """The answer, held against the ceilings of who lent, or shown beside those of every kind of lender."""
        cost = answer.cost if answer is not None else None
        if base.kind is not None:
            found = ceilings(base.kind, book, self.as_of, contract=base.contract, filed=base.filed, cost=cost)
        else:
            found = lines_by_kind(book, self.as_of, contract=base.contract, cost=cost) if cost is not None else ()
        return replace(base, answer=answer, ceilings=found)

    def _kind(self, book: PolicyBook) -> tuple[LenderKind | None, str]:
        kind, lender = self.told.get("kind"), self.told.get("lender")
        if lender is not None:
            known = lender_names(book)
            found = known.get(folded(lender))
            if found is None:
                near = ", ".join(nearest(lender, known)) if folded(lender) else ""
                self.flags.report("--lender", "unknown_entry", given=shown(lender), nearest=near)
                return None, ""
            if kind is not None and kind != book.lenders[found].kind:
                self.flags.report("--kind", "not_with", other="--lender")
            return book.lenders[found].kind, found
        if kind is None:
            return None, ""
        codes = [code.value for code in LenderKind]
        if kind not in codes:
            near = ", ".join(get_close_matches(kind.replace("-", "_"), codes, n=1))
            allowed = ", ".join(codes)
            self.flags.report("--kind", "unknown_code", given=shown(kind), nearest=near, allowed=allowed)
            return None, ""
        return LenderKind(kind), ""

    def _dates(self, count: int) -> tuple[date, ...]:
        """The day of the money and the due days; () when no day was given."""
        start, first = self._day("start"), self._day("first")
        after = self.told.get("first_after")
        if after is not None and first is not None:
            self.flags.report("--first", "not_with", other="--first-after")
        if first is not None and start is None:
            self.flags.report("--start", "needed_with", other="--first")
            return ()
        if after is not None:
            wait = self.flags.count("--first-after", after, low=1, high=_LONGEST_WAIT)
            start = start or self.as_of
            return (start, *monthly(start + timedelta(days=wait), count))
        if start is None:
            return ()
        if first is not None and first <= start:
            self.flags.report("--first", "first_not_after_start", given=first.isoformat(), start=start.isoformat())
        return (start, *monthly(first or add_months(start, 1), count, None if first else start.day))

    def _answer(self, flag: str, dates: Sequence[date], flows: Sequence[int]) -> Answer:
        try:
            return answer_of_dates(dates, flows) if dates else answer_of_months(flows)
        except NoRateError as none:
            raise InputError([no_rate(flag, none.why)]) from None
        except SeveralRatesError as several:
            rates = ", ".join(percent(one) for one in several.rates)
            raise InputError([Problem(flag, "several_rates", {"rates": rates})]) from None

    def _amount(self, name: str, *, positive: bool = True) -> int:
        """Fen; 0 for a fee that was not given."""
        if name not in self.told:
            return 0
        return self.flags.amount("--" + name.replace("_", "-"), self.told[name], positive=positive)

    def _count(self) -> int:
        return self.flags.count("--count", self.told["count"])

    def _day(self, name: str) -> date | None:
        return self.flags.day("--" + name.replace("_", "-"), self.told[name]) if name in self.told else None

    def _past(self, name: str) -> date | None:
        """A day that cannot be after the day the answer is for."""
        day = self._day(name)
        if day is not None and day > self.as_of:
            flag = "--" + name.replace("_", "-")
            self.flags.report(flag, "after_as_of", given=day.isoformat(), as_of=self.as_of.isoformat())
        return day


def no_rate(flag: str, why: NoRate) -> Problem:
    """What the user is told when no rate exists."""
    match why:
        case NoRate.ONE_SIDED:
            return Problem(flag, "flows_one_sided")
        case NoRate.NO_ROOT:
            return Problem(flag, "no_rate")
        case NoRate.TOO_HIGH:
            return Problem(flag, "rate_beyond_meaning")
        case NoRate.TOO_LOW:
            return Problem(flag, "rate_all_lost", {"percent": percent(Decimal(-1))})
        case NoRate.TOO_MIXED:
            return Problem(flag, "flows_too_mixed")
