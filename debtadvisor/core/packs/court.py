"""Court: the paper and its dates, the hearing, instalments with the other side. Never a legal conclusion.

A case with a summons or a judgment has no script at all: its card stands in place of every page. This page is for
a debt on the way there (``we will sue``) and for a payment order that a person has already looked at.
"""

from collections.abc import Iterator

from debtadvisor.core.ceilings import COURT_LINE, PRIVATE_LINE, private_line
from debtadvisor.core.codes import Stage
from debtadvisor.core.packs.court_papers import paper_of, paper_points
from debtadvisor.core.packs.shared import note, only, proposal, say, without
from debtadvisor.core.script.closing import after, in_writing
from debtadvisor.core.script.held import held_points
from debtadvisor.core.script.model import Claim, Part, ScriptPoint
from debtadvisor.core.script.papers import before, card_to_watch, proof
from debtadvisor.core.script.sold import is_sold
from debtadvisor.core.script.speech import all_in, counter, hardship, percent, walk_away
from debtadvisor.core.script.talk import Mode, Talk

# Of the ask: what is said to the lender alone. A court is not told what its texts say, nor asked to pause calls.
_TO_THE_LENDER = ("ground", "ground_note", "cost", "cost_note", "sold", "no_money.record", "no_money.options")
# A share of this month's money is not named to a buyer whose papers nobody has read.
_OF_A_TOKEN = ("holding", "no_money.token")
_CARD_TOTAL = "cc-spc-2021-reduce-total"
_PENALTY = "civil-585-reduce-penalty"


def court_points(talk: Talk) -> Iterator[ScriptPoint]:
    """All points of a court case about that debt; before the due day only that there is none."""
    if talk.stage is Stage.PRE_DUE and talk.mode is not Mode.HELD:
        yield note(Part.BEFORE, "not_yet")
        return
    if paper_of(talk):
        yield from paper_points(talk)
        return
    yield from _papers(talk)
    if talk.mode is Mode.HELD:
        yield from _held(talk)
        return
    yield from only(before(talk), "sheet", "sheet_deficit", "sheet_business", "sheet_business_deficit", "figures")
    yield from card_to_watch(talk)
    yield from _greeting(talk)
    if is_sold(talk):
        yield say(Part.OPENING, "sold_first")
    else:
        yield from hardship(talk)
    yield from _to_whom(talk)
    yield from without(proposal(talk), *_TO_THE_LENDER, *(_OF_A_TOKEN if is_sold(talk) else ()))
    yield from _cuts(talk)
    yield from _settle(talk)
    yield from without(proof(talk), "offer")
    yield from counter(talk)
    yield from without(walk_away(talk), "tomorrow")
    yield say(Part.WALK_AWAY, "cannot_promise")
    yield from _replies(talk)
    yield from _limits(talk)
    yield from _agreement(talk)
    yield from only(after(talk), "first_payment", "cannot_keep")
    yield from _after(talk)


def _to_whom(talk: Talk) -> Iterator[ScriptPoint]:
    """Who claims, where that is not the first lender: the papers first, and an answer once they are read."""
    if is_sold(talk):
        yield say(Part.ASK, "show_transfer", talk.claims("civil-546-assignment-notice"))
        yield say(Part.ASK, "answer_after_papers")
        yield note(Part.ASK, "papers_read")
        yield say(Part.ASK, "sold.go_on", if_true=True)
    elif talk.is_wound_down:
        yield say(Part.ASK, "show_lenders")


def _greeting(talk: Talk) -> Iterator[ScriptPoint]:
    name = talk.plan.case.borrower.name
    yield say(Part.OPENING, "greet_named", name=name) if name else say(Part.OPENING, "greet")


def _papers(talk: Talk) -> Iterator[ScriptPoint]:
    """Is it real, by when, where to ask."""
    part = Part.BEFORE
    yield note(part, "verify", talk.claims("hotline-12368"))
    if talk.stage is not Stage.LITIGATION:
        yield note(part, "only_if_filed")
    for code, rules in (
        ("defence", ("defence-15-days",)),
        ("venue", ("jurisdiction-objection-130",)),
        ("go", ("default-judgment",)),
    ):
        claims = talk.claims(*rules)
        if claims:
            yield note(part, code, claims)
    yield note(part, "count_days")
    yield note(part, "bring")
    yield note(part, "free", talk.claims("hotline-12348"))


def _cuts(talk: Talk) -> Iterator[ScriptPoint]:
    """What the court may be asked to reduce: only in scope, only above the line, only by asking."""
    part, relief = Part.ASK, talk.line.relief
    if relief is None:
        return
    court = talk.rule(COURT_LINE)
    line = court.figures.get("cap_annual") if court is not None else None
    private = talk.rule(PRIVATE_LINE)
    if court is not None and line is not None and all_in(talk) > line:
        yield say(part, "cut.total", (Claim(court),), if_true=True)
    elif talk.is_card and (card := talk.claims(_CARD_TOTAL)) and relief.owed.penalty + relief.owed.fees:
        yield say(part, "cut.card", card)
    elif relief.owed.penalty and (penalty := talk.claims(_PENALTY)):
        yield say(part, "cut.penalty", penalty)
    if private is not None and talk.is_private:
        ceiling = private_line(talk.book, talk.line.debt.contract_date, talk.plan.case.as_of)
        if ceiling is not None and relief.annual > ceiling:
            yield say(part, "cut.lpr", (Claim(private),), rate=percent(ceiling))


def _settle(talk: Talk) -> Iterator[ScriptPoint]:
    part = Part.ASK
    yield say(part, "credit_payments", if_true=True)
    if talk.ask is not None:
        yield say(part, "mediate_here")
        halved = talk.claims("court-fee-halved")
        if halved:
            yield note(part, "fee_halved", halved)
    yield note(part, "raise_it_yourself", talk.claims("civil-193-court-no-initiative"))


def _replies(talk: Talk) -> Iterator[ScriptPoint]:
    how = "sold" if is_sold(talk) else "court"
    for question in ("admit_amount", "no_instalments", "all_at_once"):
        yield say(Part.REPLY, f"{question}.{how}")
    yield say(Part.REPLY, "sign_now.court")


def _limits(talk: Talk) -> Iterator[ScriptPoint]:
    part = Part.DO_NOT_SAY
    licensed = talk.claims("rate-licensed-lenders-excluded")
    if licensed and not talk.is_private:
        yield note(part, "four_times_lpr", licensed)
    for code in ("stay_away", "no_money_is_no_defence", "untrue", "whole_amount", "move_assets"):
        yield note(part, code, talk.claims("assets-transfer-538-539") if code == "move_assets" else ())


def _agreement(talk: Talk) -> Iterator[ScriptPoint]:
    part = Part.IN_WRITING
    yield note(part, "court_paper", talk.claims("court-settlement-247"))
    yield from only(
        in_writing(talk), "balance_split", "waiver", "schedule", "interest_runs", "one_late_payment", "suit_withdrawn"
    )
    yield from only(in_writing(talk), "release_paper", "sold.payee", "official_account")
    yield note(part, "fees")


def _after(talk: Talk) -> Iterator[ScriptPoint]:
    part = Part.AFTER
    appeal = talk.claims("appeal-15-days", "small-claims-limit")
    if appeal:
        yield note(part, "judgment", appeal)
    yield note(part, "enforcement", talk.claims("enforcement-settlement"))
    yield note(part, "enforcement_page")
    yield note(part, "log_it")


def _held(talk: Talk) -> Iterator[ScriptPoint]:
    """A paper about a debt on HOLD: the dates bind all the same; what is said waits for advice."""
    points = held_points(talk)
    yield note(Part.BEFORE, "held_advice", talk.claims("hotline-12348"))
    yield from _greeting(talk)
    yield say(Part.OPENING, "held_papers")
    yield say(Part.ASK, "held_time")
    yield say(Part.REPLY, "admit_amount.held")
    yield say(Part.REPLY, "sign_now.held")
    yield from (p for p in points if p.part is Part.PROOF)
    yield from (p for p in points if p.part is Part.DO_NOT_SAY and p.code.startswith("held."))
    yield note(Part.DO_NOT_SAY, "stay_away")
    yield note(Part.IN_WRITING, "held.sign_nothing")
    yield note(Part.AFTER, "log_it")
    yield from (p for p in points if p.part is Part.AFTER and p.code == "held.confirm_in_case")
