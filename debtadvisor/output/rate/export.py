"""The answer of ``rate`` → a document for machines: codes, dates and decimal strings, no language.

The shape is published as ``schemas/rate.schema.json``. Every key is always there; what does not apply is null. Rates
are fractions of a year (or of what the key says) with 12 places, money is yuan.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

from debtadvisor import __version__
from debtadvisor.core.ceilings import Ceiling
from debtadvisor.core.money import decimal_yuan
from debtadvisor.core.rates.answer import Answer
from debtadvisor.core.rates.equation import exact
from debtadvisor.core.rates.quoted import Quote
from debtadvisor.core.rates.solve import PLACES
from debtadvisor.output.document import source_document
from debtadvisor.output.rate.result import FeeCost, RateResult

SCHEMA = "debtadvisor.rate/1"
Json = dict[str, object]


def rate_document(result: RateResult) -> Json:
    """The document of that result."""
    sources = {source.id: source for one in result.ceilings for source in one.rule.sources}
    return {
        "schema": SCHEMA,
        "program": __version__,
        "book": result.book_version,
        "as_of": result.as_of.isoformat(),
        "way": result.way.value,
        **_rates(result.answer),
        "monthly_fee": _maybe(result.fee),
        "count": result.count,
        "quotes": [_quote(quote) for quote in result.quotes],
        "fee_instalments": [_fee(fee) for fee in result.fees],
        "kind": result.kind.value if result.kind is not None else None,
        "lender": result.lender or None,
        "contract_date": _day(result.contract),
        "ceilings": [_ceiling(one, result) for one in result.ceilings],
        "convention": _convention(result),
        "sources": [source_document(source) for source in sources.values()],
    }


def _rates(answer: Answer | None) -> Json:
    cost = answer.cost if answer is not None else None
    return {
        "received": decimal_yuan(cost.received) if cost is not None else None,
        "total_paid": decimal_yuan(cost.paid) if cost is not None else None,
        "cost": decimal_yuan(cost.paid - cost.received) if cost is not None else None,
        "irr_monthly": _maybe(answer.irr_monthly if answer is not None else None),
        "nominal_annual": _maybe(cost.nominal if cost is not None else None),
        "effective_annual": _maybe(cost.effective if cost is not None else None),
        "xirr": _maybe(answer.xirr if answer is not None else None),
        "apr_eu": _maybe(answer.apr_eu if answer is not None else None),
        "apr_us": _maybe(answer.apr_us if answer is not None else None),
    }


def _convention(result: RateResult) -> Json:
    """How the figures were counted, so that nobody has to guess."""
    answer = result.answer
    return {
        "months_per_year": 12,
        "days_per_year": 365,
        "nominal": answer.cost.measure.value if answer is not None else None,
        "apr_eu_unit": answer.eu_unit.value if answer is not None else None,
        "start": _day(answer.start if answer is not None else None),
        "start_assumed": result.assumed,
        "flows_sorted": result.moved,
    }


def _ceiling(one: Ceiling, result: RateResult) -> Json:
    cost = result.answer.cost if result.answer is not None else None
    return {
        "rule": one.rule.id,
        "kind": one.kind.value,
        "standing": one.rule.standing.value,
        "confidence": one.rule.confidence.value,
        "state": one.state.value,
        "line": _maybe(one.line),
        "measure": cost.measure.value if cost is not None and one.line is not None else None,
        "over": _maybe(one.over),
        "excess": decimal_yuan(one.excess) if one.excess is not None else None,
        "borderline": one.borderline,
        "claimable": one.claimable,
        "only_assisted": one.assisted,
        "say": one.say.value,
        "sources": [source.id for source in one.rule.sources],
    }


def _quote(quote: Quote) -> Json:
    return {
        "day_base": quote.base,
        "day": _fraction(quote.day),
        "month": _fraction(quote.month),
        "year": _fraction(quote.year),
        "yuan_a_day_on_10000": _fraction(quote.per_ten_thousand),
    }


def _fee(fee: FeeCost) -> Json:
    rates: Mapping[str, Decimal] = {
        "irr_monthly": fee.cost.monthly,
        "nominal_annual": fee.cost.nominal,
        "effective_annual": fee.cost.effective,
    }
    return {"count": fee.count, **{name: f"{rate:f}" for name, rate in rates.items()}}


def _fraction(share: Fraction) -> str:
    with localcontext(exact()):
        return f"{(Decimal(share.numerator) / share.denominator).quantize(PLACES):f}"


def _maybe(rate: Decimal | None) -> str | None:
    return None if rate is None else f"{rate:f}"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
