"""What is said first and what is asked for: opening, ask, the countered ask, the walk-away line.

Every figure is the plan's own. Rows of practice are asked for, never claimed; at most one ground is named in a call,
the one that fits this kind of lender, this stage and this ask.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain

from debtadvisor.core.ceilings import COURT_LINE, PRIVATE_LINE, private_line
from debtadvisor.core.codes import Cause, LenderKind, Pot, ReliefKind, Stage
from debtadvisor.core.facts import days_past_due
from debtadvisor.core.money import Money, round_half_up
from debtadvisor.core.policy.model import ReliefTerm
from debtadvisor.core.relief.model import Candidate
from debtadvisor.core.script.figures import figures
from debtadvisor.core.script.kept import keeping, kept
from debtadvisor.core.script.model import Claim, Part, ScriptPoint, Value
from debtadvisor.core.script.sold import gate, is_sold
from debtadvisor.core.script.talk import Mode, Talk, rests_on_default, term_claims

# Charges are turned into a yearly rate only once they have run for a month.
_DAYS_FOR_A_RATE = 30
_STAGES_OF_RELIEF = (Stage.PRE_DUE, Stage.M1, Stage.M2, Stage.M3)
_BEFORE_MATURITY = (ReliefKind.TERM_EXTENSION, ReliefKind.DEFERRAL)
_MENU_KINDS = (
    LenderKind.BANK_CREDIT_CARD,
    LenderKind.BANK_ONLINE_LOAN,
    LenderKind.CONSUMER_FINANCE,
    LenderKind.MICROLOAN,
    LenderKind.ASSISTED_LENDING_PLATFORM,
)
# Profiles that stand for many lenders have no name that could be said aloud.
GENERIC = "generic-"
# Causes that have no beginning that could be named.
_UNDATED = (Cause.OVERBORROWED,)
_OF_BUSINESS = (Cause.BUSINESS_DOWNTURN, Cause.BUSINESS_CLOSED)


def _say(
    part: Part,
    code: str,
    values: Mapping[str, Value] | None = None,
    claims: tuple[Claim, ...] = (),
    *,
    if_true: bool = False,
) -> ScriptPoint:
    return ScriptPoint(part=part, code=code, values=values or {}, claims=claims, spoken=True, if_true=if_true)


def _note(
    part: Part, code: str, values: Mapping[str, Value] | None = None, claims: tuple[Claim, ...] = ()
) -> ScriptPoint:
    return ScriptPoint(part=part, code=code, values=values or {}, claims=claims)


def opening(talk: Talk) -> Iterator[ScriptPoint]:
    """Who, which account, willing to pay, what changed, until when, and that the amount is still being checked."""
    name = talk.plan.case.borrower.name
    if talk.is_private and not is_sold(talk):  # a person who lent knows who is calling
        yield _say(Part.OPENING, "greet_private")
    else:
        yield _say(Part.OPENING, "greet_named", {"name": name}) if name else _say(Part.OPENING, "greet")
    yield _about(talk)
    if talk.is_wound_down:
        yield _say(Part.OPENING, "who_collects")
    if is_sold(talk):
        yield _say(Part.OPENING, "sold_first")
        return
    yield from hardship(talk)


def hardship(talk: Talk) -> Iterator[ScriptPoint]:
    """Willing to pay, what changed, until when, or that the contract is kept; the amount is still being checked."""
    if talk.mode is Mode.AGREED or (talk.ask is not None and talk.ask.is_contract):
        made = kept(talk)
        settled = "" if made is None else "missed" if made.missed else "agreed"
        state = settled if settled else "overdue" if talk.is_overdue else "pre_due"
        yield _say(Part.OPENING, f"keep.{state}", if_true=True)
    else:
        yield _say(Part.OPENING, "willing", if_true=True)
        yield _what_changed(talk)
        until = talk.plan.case.hardship.until
        if until is not None and until > talk.plan.case.as_of:
            yield _say(Part.OPENING, "until", {"until": until}, if_true=True)
    yield _say(Part.OPENING, "amount_to_check")


def _about(talk: Talk) -> ScriptPoint:
    """Which debt: what the borrower calls it, the lender's product, or the kind of product; of a platform that only
    matched lenders no account is spoken of, since there is none with it."""
    debt, code = talk.line.debt, "about_sold" if talk.line.debt.assigned_to else "about"
    if talk.is_private and not is_sold(talk):
        return _say(Part.OPENING, "about_private")
    if talk.is_wound_down:
        named = {"what": debt.name} if debt.name else {}
        return _say(Part.OPENING, "about_platform" if named else "about_platform_unnamed", named)
    if debt.name:
        return _say(Part.OPENING, code, {"what": debt.name})
    if not talk.profile.generic and not talk.profile.id.startswith(GENERIC):
        return _say(Part.OPENING, code, {"what": talk.profile.name})
    return _say(Part.OPENING, "about_product", {"product": debt.product})


def _what_changed(talk: Talk) -> ScriptPoint:
    hardship = talk.plan.case.hardship
    state = "overdue" if talk.is_overdue else "pre_due"
    cause = _cause(talk)
    if cause is None:
        return _say(Part.OPENING, f"no_cause.{state}", if_true=True)
    values: dict[str, Value] = {"cause": cause}
    if hardship.since is None or cause in _UNDATED:
        return _say(Part.OPENING, f"cause.{state}", values, if_true=True)
    return _say(Part.OPENING, f"cause_since.{state}", {**values, "since": hardship.since}, if_true=True)


def _cause(talk: Talk) -> Cause | None:
    """The cause to name: one of the business for its debts, one of the household for the others, else the first."""
    causes = [c for c in talk.plan.case.hardship.causes if c is not Cause.OTHER]
    of_business = talk.line.debt.purpose is Pot.BUSINESS
    fitting = [c for c in causes if (c in _OF_BUSINESS) is of_business]
    return next(iter((*fitting, *causes)), None)


def ask(talk: Talk) -> Iterator[ScriptPoint]:
    """One concrete proposal, its ground, a work order; then the notes that are for the borrower alone. A buyer of the
    claim first proves that it was sold to him: until then no figure is named."""
    if is_sold(talk):
        yield from gate(talk)
    if talk.mode is Mode.OFFER and talk.ask is not None:
        yield from _proposal(talk, talk.ask)
    elif talk.mode is Mode.AGREED and talk.ask is not None:
        made = kept(talk)
        if made is not None:
            yield from keeping(made, talk.ask, talk)
            return
        yield from _lead(talk, talk.ask)
        if talk.is_overdue:
            yield from _costs(talk)
        yield _note(Part.ASK, "as_agreed_late" if talk.is_overdue else "as_agreed")
    else:
        yield from _without_offer(talk)
        yield _close(talk)


def _proposal(talk: Talk, offer: Candidate) -> Iterator[ScriptPoint]:
    yield from _lead(talk, offer)
    if offer.is_written:  # the sum is theirs: what is left to ask for is paper and a release
        yield _say(Part.ASK, "written_paper")
        yield _close(talk)
        return
    yield from _lower_rate(talk, offer)
    yield from _waivers(talk, offer)
    yield from _ground(talk, offer)
    yield from _costs(talk)
    if talk.stage is Stage.PRE_DUE and talk.kind in _MENU_KINDS:
        yield _say(Part.ASK, "menu")
    yield _close(talk)
    yield from _own_notes(talk, offer)


def _lead(talk: Talk, offer: Candidate) -> Iterator[ScriptPoint]:
    """What is asked for, then its figures."""
    if offer.kind is None:
        code = "bill" if offer.is_bill else "minimum" if offer.id == "minimum" else "contract"
    elif offer.kind is ReliefKind.INSTALMENT_PLAN:
        code = "instalment_plan.card" if talk.is_card else "instalment_plan.loan"
    elif offer.is_written:
        code = "settlement_written"
    elif talk.is_private and offer.kind is ReliefKind.INSTALMENT:
        code = "instalment_private"
    else:
        code = offer.kind.value
    values: dict[str, Value] = {}
    if offer.kind is ReliefKind.RATE_REDUCTION:
        values["rate"] = percent(offer.rate)
    yield _say(Part.ASK, f"lead.{code}", values, term_claims((offer.term,)))
    shape, numbers = figures(offer)
    yield _say(Part.ASK, f"figures.{shape}", numbers)


def _lower_rate(talk: Talk, offer: Candidate) -> Iterator[ScriptPoint]:
    """A rate below the contract's that is part of the ask and stands behind its figures; a fee is no such rate."""
    relief, term = talk.line.relief, offer.term
    if relief is None or term is None or offer.count < 2 or term.ask.fee_by_months:
        return
    if offer.kind is ReliefKind.RATE_REDUCTION or offer.rate >= relief.annual:
        return
    if talk.is_private and offer.rate == private_line(talk.book, talk.line.debt.contract_date, talk.plan.case.as_of):
        return  # asked for beside the text it comes from
    claims = term_claims((term, *(row for row in offer.riders if row.ask.waiver.future_interest)))
    if offer.rate:
        yield _say(Part.ASK, "lower_rate", {"rate": percent(offer.rate)}, claims)
    else:
        yield _say(Part.ASK, "no_more_interest", {}, claims)


def _waivers(talk: Talk, offer: Candidate) -> Iterator[ScriptPoint]:
    """Each component to be given up, in yuan, with the row that it is asked under."""
    parts = {
        "penalty": (offer.waived.penalty, ReliefKind.PENALTY_WAIVER),
        "fees": (offer.waived.fees, ReliefKind.PENALTY_WAIVER),
        "interest": (offer.waived.interest, ReliefKind.INTEREST_WAIVER),
    }
    for name, (fen, kind) in parts.items():
        if fen:
            rows = tuple(row for row in offer.riders if row.kind is kind)
            yield _say(Part.ASK, f"waive.{name}", {"amount": Money(fen)}, term_claims(rows or (offer.term,)))
    pause = [row for row in offer.riders if row.kind is ReliefKind.CONTACT_PAUSE]
    if pause and not talk.is_private:
        yield _say(Part.ASK, "contact_pause", {}, term_claims(pause))


def _ground(talk: Talk, offer: Candidate) -> Iterator[ScriptPoint]:
    """The one ground that may be named to this lender, at this stage, for this ask."""
    before_maturity = talk.stage is Stage.PRE_DUE and not talk.is_card
    grounds = (
        ("card", talk.is_card and talk.is_overdue, ("cc-art70-eligibility", "cc-art70-max-term")),
        ("renewal", before_maturity and offer.kind is ReliefKind.RENEWAL, ("renewal-2024-13",)),
        ("extension", before_maturity and talk.extends and offer.kind in _BEFORE_MATURITY, ("civil-678-extension",)),
        (
            "relief",
            talk.stage in _STAGES_OF_RELIEF and not talk.is_business_loan,
            ("relief-2025-consumer-loans",),
        ),
        ("agreement", True, ("civil-543-modify-by-agreement",)),
    )
    for code, fits, rules in grounds:
        claims = talk.claims(*rules) if fits else ()
        if claims:
            yield _say(Part.ASK, f"ground.{code}", {}, claims, if_true=code in ("card", "renewal", "relief"))
            yield _note(Part.ASK, f"ground_note.{code}", {}, claims)
            return


def _costs(talk: Talk) -> Iterator[ScriptPoint]:
    """What a court may be asked to cut: all charges above 24 % from licensed lenders, interest above four times the
    LPR of the contract's day from a private person. Said only when this debt's own figures pass the line."""
    if talk.line.relief is None:
        return
    court = talk.rule(COURT_LINE)
    line = court.figures.get("cap_annual") if court is not None else None
    if court is not None and line is not None and all_in(talk) > line:
        yield _say(Part.ASK, "cost.total", {}, (Claim(court),))
        yield _note(Part.ASK, "cost_note.total", {}, (Claim(court),))
    private = talk.rule(PRIVATE_LINE)
    if private is not None and talk.is_private:
        ceiling = private_line(talk.book, talk.line.debt.contract_date, talk.plan.case.as_of)
        if ceiling is not None and talk.line.relief.annual > ceiling:
            yield _say(Part.ASK, "cost.lpr", {"rate": percent(ceiling)}, (Claim(private),))


def all_in(talk: Talk) -> Decimal:
    """The debt's nominal annual rate plus penalty and fees so far as a yearly share of the principal."""
    relief = talk.line.relief
    if relief is None:
        return Decimal(0)
    owed, days = relief.owed, days_past_due(talk.line.debt, talk.plan.case.as_of)
    if days < _DAYS_FOR_A_RATE or not owed.principal:
        return relief.annual
    return relief.annual + Decimal(365 * (owed.penalty + owed.fees)) / (owed.principal * days)


def _close(talk: Talk) -> ScriptPoint:
    code = "private_paper" if talk.is_private else "work_order_wind_down" if talk.is_wound_down else "work_order"
    return _say(Part.ASK, code)


def _own_notes(talk: Talk, offer: Candidate) -> Iterator[ScriptPoint]:
    """For the borrower, not aloud: what is still added to today's balance, and which numbers only start the talk."""
    if talk.line.relief is not None:
        extra = offer.total - talk.line.relief.owed.balance + offer.waived.total
        if extra > 0:
            yield _note(Part.ASK, "interest_runs", {"amount": Money(extra)})
    rows = tuple(row for row in (offer.term, *offer.riders) if row is not None and rests_on_default(row))
    if rows:
        yield _note(Part.ASK, "planning_default", {}, term_claims(rows))


def _without_offer(talk: Talk) -> Iterator[ScriptPoint]:
    """No plan fits: the truth, a record of the hardship, a stop of further charges, and what else exists."""
    state = "private" if talk.is_private else "overdue" if talk.is_overdue else "pre_due"
    share: dict[str, Value] = {"amount": Money(talk.line.share_now)}
    if talk.mode is Mode.HOLDING:
        alone = len(talk.plan.debts) == 1
        yield _say(Part.ASK, "holding.alone" if alone else "holding.share", share)
    elif talk.mode is Mode.TOKEN:
        yield _say(Part.ASK, "no_money.status")
        yield _say(Part.ASK, "no_money.token", share)
    else:
        yield _say(Part.ASK, "no_money.little" if talk.line.share_now else "no_money.status")
    yield _say(Part.ASK, f"no_money.record.{state}")
    if not talk.is_private:
        yield _say(Part.ASK, "no_money.options")
    if talk.mode is Mode.HOLDING:
        budget = talk.pot.smallest_budget if talk.pot is not None else None
        yield _note(Part.ASK, "holding.note")
        if budget is not None:
            yield _note(Part.ASK, "holding.budget", {"amount": Money(budget)})
    else:
        yield _note(Part.ASK, "no_money.note")


def counter(talk: Talk) -> Iterator[ScriptPoint]:
    """What is still worth taking when the lender answers with less."""
    offer, fallback = talk.ask, talk.line.fallback
    if talk.mode is not Mode.OFFER or offer is None:
        return
    if offer.is_written:
        yield _say(Part.COUNTER, "written")
        return
    if fallback is None:
        yield _note(Part.COUNTER, "none")
        yield _say(Part.COUNTER, "hold")
        return
    if fallback.id == offer.id and fallback.schedule == offer.schedule:
        yield _say(Part.COUNTER, "same")
        return
    yield _say(Part.COUNTER, "ask_three")
    shape, numbers = figures(fallback)
    yield _say(Part.COUNTER, f"figures.{shape}", numbers, term_claims((fallback.term,)))
    if fallback.waived.total:
        yield _note(Part.COUNTER, "waived", {"amount": Money(fallback.waived.total)})
    rows = tuple(row for row in _rows(fallback) if rests_on_default(row))
    if rows:
        yield _note(Part.COUNTER, "planning_default", {}, term_claims(rows))


def _rows(candidate: Candidate) -> tuple[ReliefTerm, ...]:
    return tuple(chain((candidate.term,) if candidate.term is not None else (), candidate.riders))


def walk_away(talk: Talk) -> Iterator[ScriptPoint]:
    """The line above which the answer is not yes, and the sentence that ends the call politely."""
    if talk.mode is Mode.AGREED:
        return
    most = talk.line.walk_away
    if talk.ask is None:
        yield _note(Part.WALK_AWAY, "no_money")
    elif most is not None and talk.is_beyond_others:
        asked = Money(talk.ask.schedule.highest)
        yield _note(Part.WALK_AWAY, "most_until_others", {"asked": asked, "most": Money(most)})
    elif most is not None:
        yield _note(Part.WALK_AWAY, "most_each" if talk.is_uneven else "most", {"most": Money(most)})
        if sum(line.walk_away is not None for line in talk.plan.debts) > 1:
            yield _note(Part.WALK_AWAY, "recount")
    yield _say(Part.WALK_AWAY, "tomorrow")


def percent(share: Decimal) -> str:
    """A yearly rate as it is said: 0.124 -> 12.4%."""
    figure = f"{round_half_up(share * 100, 2):f}"
    return f"{figure.rstrip('0').rstrip('.')}%"
