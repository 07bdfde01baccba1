"""Every figure that the plan used for one debt, traced to what the person gave, to the book, or to a reckoning."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from debtadvisor.core.case import Amount
from debtadvisor.core.ceilings import PRIVATE_LINE
from debtadvisor.core.codes import LenderKind, Method, RatePer
from debtadvisor.core.dates import next_on_day
from debtadvisor.core.facts import days_past_due
from debtadvisor.core.money import Money, times
from debtadvisor.core.plan.model import DebtPlan, Plan, WorldName
from debtadvisor.core.policy.model import Figure, Lender, PolicyBook, Rule
from debtadvisor.core.rates.quoted import daily_interest
from debtadvisor.core.relief.contract import RATE_FIGURES, Standing, overdue_part, penalty_figure, standing
from debtadvisor.core.relief.fees import promotional
from debtadvisor.core.relief.model import Certainty
from debtadvisor.core.statement import pay_day
from debtadvisor.core.value import value
from debtadvisor.output.blocks import Item
from debtadvisor.output.explain.words import default_figure, lender_figure, percent, place, say
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Voice

# The figures of a profile that can say what a rate is, in the order of `relief.contract.annual_rate`.


@value
class Traced:
    """One debt of the plan with what its figures were worked out from. `spot` None when its principal is unknown."""

    plan: Plan
    line: DebtPlan
    book: PolicyBook
    voice: Voice
    citations: Citations
    spot: Standing | None

    def place(self, key: str) -> str:
        return place(self.plan.case, self.line.debt.id, key)

    def say(self, key: str, /, **values: str | int | Money) -> str:
        return say(self.voice, key, **values)

    def item(self, label: str, *texts: str, rows: tuple[Figure | Rule, ...] = ()) -> Item:
        return Item(self.voice.sentences(*texts), self.citations.cite(*rows), say(self.voice, label))


def traced(plan: Plan, line: DebtPlan, book: PolicyBook, voice: Voice, citations: Citations) -> Traced:
    """That debt made ready once more, as the plan did: a creditor outside the book stands in for a private lender."""
    spot = None
    if not line.debt.principal.is_unknown:
        profile = line.relief.profile if line.relief is not None else book.generic(LenderKind.PRIVATE_LENDING)
        spot = standing(line.debt, plan.case, profile, book)
    return Traced(plan=plan, line=line, book=book, voice=voice, citations=citations, spot=spot)


def figures_of(one: Traced) -> list[Item]:
    """What is owed, at which rate, from when, and what was set aside. No amount for a debt on HOLD."""
    if one.spot is None:
        return [one.item("owed.balance_label", one.say("owed.unknown", place=one.place("principal")))]
    items = [_rate(one, one.spot), *_line(one, one.spot)]
    if one.line.held:
        return [*items, one.item("owed.balance_label", one.say("owed.held")), *_decided(one)]
    items += [_contract(one), *_owed(one, one.spot)]
    if one.line.debt.overdue_since and one.line.relief is not None and one.line.relief.contract:
        items.append(_arrears(one, one.spot))
    if one.line.debt.method is Method.REVOLVING:
        items.append(_minimum(one, one.spot))
    items += _multiple(one, one.spot.profile)
    items += _due(one, one.spot)
    return [*items, *_decided(one)]


def _contract(one: Traced) -> Item:
    """How the contract repays, how many payments are left and of how much."""
    debt = one.line.debt
    texts = [one.say("contract.method", method=one.voice.word("method", debt.method), place=one.place("method"))]
    if debt.method is not Method.REVOLVING:
        here, left = one.place("instalments_left"), debt.instalments_left
        texts.append(
            one.say("contract.left", count=left, place=here) if left else one.say("contract.left_unknown", place=here)
        )
        here = one.place("instalment")
        if debt.instalment is None:
            texts.append(one.say("contract.instalment_unknown", place=here))
        else:
            texts.append(one.say("contract.instalment", amount=Money(debt.instalment), place=here))
    return one.item("contract.label", *texts, *_beside(one))


def _beside(one: Traced) -> Iterator[str]:
    """A fixed fee of the contract, and a rate that ends."""
    debt = one.line.debt
    if debt.monthly_fee:
        yield one.say("contract.monthly_fee", amount=Money(debt.monthly_fee), place=one.place("monthly_fee"))
    if debt.promotion is None:
        return
    here, lower = one.place("promotion"), promotional(debt)
    if lower is None:
        yield one.say("contract.promotion_lost", place=here)
    else:
        yield one.say("contract.promotion", annual=percent(lower[0]), until=one.voice.day(lower[1]), place=here)


def _rate(one: Traced, spot: Standing) -> Item:
    rate, annual = one.line.debt.rate, percent(spot.annual)
    values = {"place": one.place("rate"), "annual": annual}
    if rate is None:
        return _rate_of_book(one, spot, values)
    if rate.per is RatePer.MONTHLY_FEE:
        count = one.line.debt.instalments_left or 12
        return one.item("rate.label", one.say("rate.fee", rate=percent(rate.high), count=count, **values))
    key = "rate.given" if rate.low == rate.high else "rate.range"
    quoted = one.say("rate.quoted", per=one.voice.word("rate_per", rate.per), rate=percent(rate.high))
    convention = "" if rate.per is RatePer.YEAR else one.say("rate.convention")
    return one.item("rate.label", one.say(key, rate=quoted, **values), convention)


def _line(one: Traced, spot: Standing) -> Iterator[Item]:
    """What the asks of a private loan above its line are scheduled at."""
    rule = one.book.rule(PRIVATE_LINE, one.plan.case.as_of)
    if rule is not None and spot.line is not None and spot.annual > spot.line:
        key = "rate.line_undated" if spot.debt.contract_date is None else "rate.line_dated"
        text = one.say(key, rate=percent(spot.line), place=one.place("contract_date"))
        yield one.item("rate.line_label", text, rows=(rule,))


def _rate_of_book(one: Traced, spot: Standing, values: dict[str, str]) -> Item:
    if spot.annual_from is Certainty.BOOK:
        name = next(name for name, _ in RATE_FIGURES if name in spot.profile.figures)
        figure = spot.profile.figures[name]
        row = lender_figure(name, figure, spot.profile.id, one.book, one.voice)
        convention = "" if figure.unit == "per_year" else one.say("rate.convention")
        return one.item("rate.label", one.say("rate.book", **values), row, convention, rows=(figure,))
    default = one.book.defaults.get("rate_annual_unknown")
    row = default_figure("rate_annual_unknown", default, one.voice) if default else ""
    return one.item("rate.label", one.say("rate.default", **values), row, rows=_cited(default))


def _cited(figure: Figure | None) -> tuple[Figure, ...]:
    return () if figure is None else (figure,)


def _owed(one: Traced, spot: Standing) -> Iterator[Item]:
    debt, owed = one.line.debt, spot.owed
    days = days_past_due(debt, one.plan.case.as_of)
    estimate = daily_interest(owed.principal, spot.annual, days)
    yield one.item("owed.principal", _given(one, "principal", debt.principal))
    if owed.interest_from is Certainty.ESTIMATED:
        said = one.say(
            "owed.interest",
            place=one.place("interest_owed"),
            principal=Money(owed.principal),
            annual=percent(spot.annual),
            days=days,
            amount=Money(estimate),
        )
        yield one.item("owed.part_interest", said, _at_least(one, debt.interest_owed, estimate))
    else:
        yield one.item("owed.part_interest", _given(one, "interest_owed", debt.interest_owed))
    if owed.penalty_from is Certainty.ESTIMATED:
        yield _penalty(one, spot.profile, estimate)
    else:
        yield one.item("owed.part_penalty", _given(one, "penalty_owed", debt.penalty_owed))
    yield one.item("owed.fees", _given(one, "fees_owed", debt.fees_owed))
    yield one.item("owed.balance_label", one.say("owed.balance", amount=Money(owed.balance)))


def _given(one: Traced, key: str, amount: Amount) -> str:
    here = one.place(key)
    if amount.high is None:
        return one.say("owed.not_counted", place=here)
    if not amount.high:
        return one.say("owed.nothing", place=here)
    if amount.is_exact:
        return one.say("owed.given", amount=Money(amount.high), place=here)
    return one.say("owed.range", low=Money(amount.low), high=Money(amount.high), place=here)


def _at_least(one: Traced, given: Amount, estimate: int) -> str:
    return one.say("owed.at_least", low=Money(given.low)) if given.low > estimate else ""


def _penalty(one: Traced, profile: Lender, interest: int) -> Item:
    """The surcharge on the interest of the same days, by the book's multiple."""
    figure = penalty_figure(profile, one.book)
    multiple = figure.value
    estimate = times(interest, max(multiple - 1, Decimal(0)))
    said = one.say(
        "owed.penalty",
        place=one.place("penalty_owed"),
        interest=Money(interest),
        multiple=f"{multiple:f}",
        amount=Money(estimate),
    )
    row = _multiple_row(one, profile)
    least = _at_least(one, one.line.debt.penalty_owed, estimate)
    return one.item("owed.part_penalty", said, least, row, rows=_cited(figure))


def _multiple_row(one: Traced, profile: Lender) -> str:
    """Where the penalty multiple stands: at the lender, or among the planning defaults."""
    figure = penalty_figure(profile, one.book)
    if "penalty_multiple" in profile.figures:
        return lender_figure("penalty_multiple", figure, profile.id, one.book, one.voice)
    return default_figure("penalty_multiple", figure, one.voice)


def _arrears(one: Traced, spot: Standing) -> Item:
    debt, amount = one.line.debt, Money(overdue_part(spot))
    if debt.accelerated or debt.method in (Method.REVOLVING, Method.BULLET) or not debt.instalments_left:
        return one.item("arrears.label", one.say("arrears.whole", amount=amount))
    here = one.place("arrears")
    if debt.arrears is not None and debt.arrears.high is not None:
        arrears = Money(debt.arrears.high)
        return one.item("arrears.label", one.say("arrears.given", amount=amount, arrears=arrears, place=here))
    return one.item("arrears.label", one.say("arrears.estimated", amount=amount, place=here))


def _minimum(one: Traced, spot: Standing) -> Item:
    share = percent(Decimal(spot.minimum_share.numerator) / spot.minimum_share.denominator)
    values = {"share": share, "floor": one.voice.yuan(max(spot.minimum_floor, 100)), "place": one.place("minimum")}
    if one.line.debt.minimum is not None:
        return one.item("minimum.label", one.say("minimum.given", **values))
    said, figure = one.say("minimum.book", **values), spot.profile.figures.get("minimum_payment_share")
    if figure is not None and figure.value:
        row = lender_figure("minimum_payment_share", figure, spot.profile.id, one.book, one.voice)
        return one.item("minimum.label", said, row, rows=(figure,))
    figure = one.book.defaults.get("minimum_share")
    row = default_figure("minimum_share", figure, one.voice) if figure is not None else ""
    return one.item("minimum.label", said, row, rows=_cited(figure))


def _multiple(one: Traced, profile: Lender) -> Iterator[Item]:
    """The penalty rate of the world in which all refuse, for a debt that stands in it."""
    pot = one.plan.pot(one.line.debt.purpose)
    refused = pot.worlds.get(WorldName.REFUSED)
    if refused is None or refused.line(one.line.debt.id) is None:
        return
    figure = penalty_figure(profile, one.book)
    used = one.say("multiple.used", multiple=f"{figure.value:f}")
    yield one.item("multiple.label", used, _multiple_row(one, profile), rows=(figure,))


def _due(one: Traced, spot: Standing) -> Iterator[Item]:
    debt, case, voice = one.line.debt, one.plan.case, one.voice
    key = next((k for k in ("due_day", "next_due", "overdue_since") if getattr(debt, k)), "")
    from_place = one.place(key) if key else "as_of"
    day = one.say("due.day_due", day=spot.day, place=from_place)
    if debt.next_due is not None:
        upcoming = say(voice, "due.given", next=spot.next_due, place=one.place("next_due"))
    else:
        upcoming = say(voice, "due.derived", next=spot.next_due, day=spot.day, place=from_place)
    yield one.item("due.label", day, upcoming)
    if one.line.priority:
        return
    if not debt.overdue_since:
        yield one.item("due.first_label", say(voice, "due.first_next", first=spot.first))
        return
    figure = one.book.defaults.get("first_payment_after_days")
    lead = int(figure.value) if figure is not None else 15
    known = pay_day(case)
    said = say(
        voice,
        "due.first_late" if known else "due.first_late_no_pay",
        as_of=case.as_of,
        lead=lead,
        answered=case.as_of + timedelta(days=lead),
        paid=next_on_day(case.as_of, known or 1, inclusive=known is not None),
        pay_day=known or 1,
        day=spot.day,
        first=spot.first,
    )
    row = default_figure("first_payment_after_days", figure, voice) if figure is not None else ""
    yield one.item("due.first_label", said, row, rows=_cited(figure))


def _decided(one: Traced) -> Iterator[Item]:
    """What the plan worked out for this debt from the others: set aside, limit, share."""
    line = one.line
    if line.reserved_asked:
        asked, reserved = Money(line.reserved_asked), Money(sum(line.reserved))
        yield one.item("set.reserved_label", one.say("set.reserved", asked=asked, reserved=reserved))
    if line.walk_away is not None:
        worlds = one.plan.pot(line.debt.purpose).worlds
        name = WorldName.COUNTERED if worlds[WorldName.COUNTERED].feasible else WorldName.AGREED
        said = one.say("set.walk_away", amount=Money(line.walk_away), world=one.voice.word("world", name))
        yield one.item("set.walk_away_label", said)
    if line.share_now:
        yield one.item("set.share_label", one.say("set.share", amount=Money(line.share_now)))
