"""Each debt: what is owed, what to ask, how far to step back, where to stop, and what that rests on."""

from collections.abc import Iterator
from datetime import date

from debtadvisor.core.codes import LenderKind, ReliefKind, Stage
from debtadvisor.core.money import Money
from debtadvisor.core.plan.explain import needs_others
from debtadvisor.core.plan.extras import LEAST
from debtadvisor.core.plan.model import DebtPlan, NoOffer, Plan, WorldLine, WorldName
from debtadvisor.core.plan.points import LEAST_SHARE
from debtadvisor.core.policy.model import ReliefTerm
from debtadvisor.core.relief.model import Candidate, Certainty, DebtRelief, HeldTo, Owed
from debtadvisor.output.blocks import Block, Bullets, Heading, Item, Paragraph
from debtadvisor.output.plan.findings import title_of
from debtadvisor.output.plan.fold import Shows, everything
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Voice
from debtadvisor.text import shapes


def debts_part(plan: Plan, voice: Voice, citations: Citations, shows: Shows = everything) -> list[Block]:
    """One short card for each debt that stands in full, in order of the case."""
    blocks: list[Block] = [Heading(2, voice.say("debts.heading"))]
    for line in plan.debts:
        if not shows(line.debt.id):
            continue
        blocks.append(Heading(3, voice.name(line.debt.id)))
        items = tuple(
            Item(text, notes, voice.say(f"debts.{label}")) for label, text, notes in _card(plan, line, voice, citations)
        )
        blocks.append(Bullets(items))
    # Each limit takes what the others leave; only one of them can be used whole.
    if sum(line.walk_away is not None and not line.ask_is_plain_contract for line in plan.debts) > 1:
        blocks.append(Paragraph(voice.say("debts.walk_away_recount")))
    return blocks


_Entry = tuple[str, str, tuple[int, ...]]


def _card(plan: Plan, line: DebtPlan, voice: Voice, citations: Citations) -> Iterator[_Entry]:
    if line.held:
        yield "entered", _entered(line, voice), ()
    else:
        yield "owed", _owed(line, voice), ()
    if line.relief is not None:
        stage, kind = voice.word("stage", line.relief.stage), voice.word("lender_kind", line.relief.kind)
        yield "stands", voice.say("debts.stands_text", stage=stage, kind=kind), ()
    if line.relief is not None and line.relief.stage is Stage.ASSIGNED and not line.held:
        private = line.relief.kind is LenderKind.PRIVATE_LENDING
        yield "note", voice.say("debts.sold_private" if private else "debts.sold"), ()
    if line.held:
        yield "now", _held(line, voice), ()
    elif line.ask is not None and line.ask.is_agreed:
        yield from _agreed(line, line.ask, voice)
    elif line.priority:
        yield "now", _priority(line, voice), ()
    elif line.ask is None:
        yield "now", _nothing(plan, line, voice), ()
    else:
        yield from _asked(plan, line, line.ask, voice, citations)
    if line.unkept and line.agreed is not None:
        key = "agreed_unkept_bare" if line.ask is None else "agreed_unkept"
        yield "note", voice.say(f"debts.{key}", on=line.agreed.on), ()
    if written := _written(plan, line, voice):
        yield "note", written, ()
    if line.protected and not line.priority and not line.held:
        yield "note", voice.say("debts.protected"), ()


def _entered(line: DebtPlan, voice: Voice) -> str:
    """The sum of a debt on HOLD, without saying that it is owed."""
    if line.debt.principal.is_unknown:
        return voice.say("debts.owed_unknown")
    balance = line.relief.owed.balance if line.relief is not None else line.debt.balance_high
    return voice.say("debts.entered_text", balance=Money(balance))


def _owed(line: DebtPlan, voice: Voice) -> str:
    if line.relief is None:
        if line.debt.principal.is_unknown:
            return voice.say("debts.owed_unknown")
        return voice.say("debts.owed_plain", balance=Money(line.debt.balance_high))
    owed = line.relief.owed
    return voice.sentences(_parts(owed, voice), *_certainty(owed, voice))


def _parts(owed: Owed, voice: Voice) -> str:
    balance = Money(owed.balance)
    if not owed.charges:
        return voice.say("debts.owed_plain", balance=balance)
    parts = [
        voice.say(f"debts.{name}", amount=Money(fen))
        for name, fen in (
            ("principal", owed.principal),
            ("interest", owed.interest),
            ("penalty", owed.penalty),
            ("fees", owed.fees),
        )
        if fen
    ]
    return voice.say("debts.owed_parts", balance=balance, parts=voice.joined(parts))


def _certainty(owed: Owed, voice: Voice) -> Iterator[str]:
    """A word on the parts that the borrower did not give; parts that are known in the same way are said together."""
    parts: dict[Certainty, list[str]] = {}
    for part, fen, known in (
        ("part_interest", owed.interest, owed.interest_from),
        ("part_penalty", owed.penalty, owed.penalty_from),
    ):
        if fen and known is not Certainty.GIVEN:
            parts.setdefault(known, []).append(voice.say(f"debts.{part}"))
    for known, names in parts.items():
        certainty = voice.word("certainty", known)
        if len(names) > 1:
            yield voice.say("debts.estimated_both", certainty=certainty)
        else:
            yield voice.say("debts.estimated", part=names[0], certainty=certainty)


def _held(line: DebtPlan, voice: Voice) -> str:
    titles = dict.fromkeys(voice.say("debts.held_title", title=title_of(finding, voice)) for finding in line.held)
    held = voice.say("debts.held", titles=voice.joined(tuple(titles)))
    if next_month := next_reserved(line):
        return voice.sentences(held, voice.say("debts.held_reserved", amount=Money(next_month)))
    return voice.sentences(held, voice.say("debts.held_unreserved"))


def _priority(line: DebtPlan, voice: Voice) -> str:
    next_month = next_reserved(line)
    said = voice.say("debts.priority", amount=Money(next_month)) if next_month else voice.say("debts.priority_none")
    short = ""
    if sum(line.reserved) < line.reserved_asked:
        short = voice.say("debts.short", asked=Money(line.reserved_asked), reserved=Money(sum(line.reserved)))
    outside = voice.say("debts.outside") if line.relief is None else ""
    return voice.sentences(said, short, outside)


def next_reserved(line: DebtPlan) -> int:
    """What is set aside for that debt in the first full period, fen."""
    return line.reserved[1] if len(line.reserved) > 1 else sum(line.reserved)


def _asked(plan: Plan, line: DebtPlan, ask: Candidate, voice: Voice, citations: Citations) -> Iterator[_Entry]:
    yield "ask", way(ask, line.relief, voice), ()
    if line.ask_is_plain_contract:
        faster = "no_need_bill" if ask.is_bill or ask.is_cleared else "no_need"
        key = "no_need_late" if line.debt.overdue_since else faster
        yield "note", voice.say(f"debts.{key}"), ()
    else:
        yield "fallback", _fallback(line, ask, voice), ()
    agreed = plan.pot(line.debt.purpose).worlds[WorldName.AGREED].line(line.debt.id)
    early = agreed is not None and sum(agreed.signed) - agreed.total >= LEAST
    if agreed is not None and early:
        yield "early", _early(plan, agreed, voice), ()
    if line.walk_away is not None and not line.ask_is_plain_contract:
        yield "walk_away", _walk_away(plan, line, ask, line.walk_away, voice), ()
        yield "refused", voice.say("debts.refused_text"), ()
    plainly = line.ask_is_plain_contract and not (ask.is_bill or ask.is_cleared)
    paid = agreed.total if agreed is not None and early else ask.total
    if compared := "" if plainly or line.unkept else _compared(line.relief, paid, voice):
        yield "compared", compared, ()
    yield from _rests_on(ask, voice, citations)
    if ask.term is not None and ask.term.note is not None:
        yield "note", voice.of(ask.term.note), ()
    if line.relief is not None and line.relief.held_to is not None:
        yield "note", *_line(line.relief.held_to, voice, citations)
    recorded = next((row for row in rows_of(ask) if row.credit_record is not None), None)
    if recorded is not None and recorded.credit_record is not None:
        yield "credit", voice.of(recorded.credit_record), citations.cite(recorded)
    yield from _papers(ask, voice)


def _nothing(plan: Plan, line: DebtPlan, voice: Voice) -> str:
    """No ask fits: what can be paid this once, or the share of the token; a few yuan are not named."""
    if line.share_now < LEAST_SHARE:
        return voice.say("debts.nothing")
    key = "nothing_share" if plan.pot(line.debt.purpose).no_offer is NoOffer.NOTHING_FITS else "nothing_token"
    return voice.say(f"debts.{key}", amount=Money(line.share_now))


def _walk_away(plan: Plan, line: DebtPlan, ask: Candidate, most: int, voice: Voice) -> str:
    """Where to stop: never more than is owed, and never more than the others leave for equal payments."""
    alone = sum(one.ask is not None for one in plan.debts if one.debt.purpose is line.debt.purpose) == 1
    whole = max(ask.total, line.relief.owed.balance) if line.relief is not None else ask.total
    if needs_others(plan, line):
        key = "walk_away_below"
    elif most < ask.schedule.highest:
        key = "walk_away_uneven"
    elif most >= whole:
        return voice.say("debts.walk_away_owed")
    else:
        key = "walk_away_alone" if alone else "walk_away_text"
    return voice.say(f"debts.{key}", amount=Money(most))


def _line(held: HeldTo, voice: Voice, citations: Citations) -> tuple[str, tuple[int, ...]]:
    """Why a private loan is asked for below its contract's rate."""
    key = "debts.line_dated" if held.dated else "debts.line_undated"
    return voice.say(key, rate=shapes.percent(held.rate)), citations.cite(held.rule)


def _agreed(line: DebtPlan, ask: Candidate, voice: Voice) -> Iterator[_Entry]:
    """What the lender has agreed to: its payments, what of it is paid or missed, and what a miss leads to."""
    made = line.agreed
    assert made is not None
    yield "kept", way(ask, line.relief, voice, made.on), ()
    paid = voice.say("debts.agreed_paid", amount=Money(made.paid)) if made.paid else ""
    missed = voice.say("debts.agreed_missed", amount=Money(made.short)) if made.missed else ""
    private = line.relief is not None and line.relief.kind is LenderKind.PRIVATE_LENDING
    keep = voice.say("debts.agreed_keep_private" if private else "debts.agreed_keep")
    yield "note", voice.sentences(keep, paid), ()
    if missed:
        yield "note", missed, ()
    effects = voice.joined([voice.word("late_effect", effect) for effect in made.terms.late])
    late = voice.say("debts.agreed_late", effects=effects) if effects else voice.say("debts.agreed_late_unknown")
    yield "note", late, ()
    yield "basis", voice.say("debts.basis_agreed", on=made.on, form=voice.word("paper_form", made.terms.form)), ()


def _written(plan: Plan, line: DebtPlan, voice: Voice) -> str:
    """What became of a sum that the lender has offered in writing; "" when there is none, or it is the ask."""
    offer = line.debt.written_offer
    if offer is None or line.relief is None or line.held or (line.ask is not None and line.ask.is_written):
        return ""
    amount, balance = Money(offer.amount), Money(line.relief.owed.balance)
    if offer.until < plan.case.as_of:
        said = voice.say("debts.written_expired", amount=amount, until=offer.until)
    elif offer.amount > line.relief.owed.balance:
        said = voice.say("debts.written_above", amount=amount, balance=balance)
    elif (lost := next((one for one in line.lost if one.candidate.is_written), None)) is not None and not lost.when:
        said = voice.say("debts.written_dearer", amount=amount)
    else:
        said = voice.say("debts.written_too_much", amount=amount, until=offer.until)
    return voice.sentences(said, voice.say("debts.written_weigh", debt=line.debt.id))


def _papers(ask: Candidate, voice: Voice) -> Iterator[_Entry]:
    """What the person has of what the desk wants; the rest with care, so that nobody feels pushed to buy it."""
    wanted = tuple(dict.fromkeys(proof for row in rows_of(ask) for proof in row.bring))
    has = voice.case.hardship.proof
    mine = [voice.word("proof", proof) for proof in has if proof in wanted]
    others = [voice.word("proof", proof) for proof in wanted if proof not in has]
    if mine:
        yield "bring", voice.joined(mine), ()
    if others:
        yield "bring_if", voice.joined(others), ()


def _rests_on(ask: Candidate, voice: Voice, citations: Citations) -> Iterator[_Entry]:
    """Every row behind the ask with its strength, and that numbers which nobody publishes are a place to start."""
    if ask.is_written:
        yield "basis", voice.say("debts.basis_written"), ()
        return
    if not rows_of(ask):
        yield "basis", voice.say("debts.basis_contract"), ()
    for row in rows_of(ask):
        yield "basis", _basis(row, voice), citations.cite(row)
    if ask.rests_on_default:
        yield "note", voice.say("debts.starting_point"), ()


def rows_of(candidate: Candidate) -> tuple[ReliefTerm, ...]:
    """Every row of the book that a candidate rests on."""
    return (*([candidate.term] if candidate.term is not None else []), *candidate.riders)


def kind_words(candidate: Candidate, voice: Voice, agreed: date | None = None) -> str:
    """个性化分期, or that the contract, or what was agreed on that day, is kept."""
    if candidate.is_agreed:
        return voice.say("debts.agreed", on=agreed) if agreed is not None else voice.word("action", "agreed_payment")
    if candidate.kind is not None:
        return voice.word("relief_kind", candidate.kind)
    if candidate.is_bill:
        return voice.say("debts.bill")
    if candidate.is_cleared:
        return voice.say("debts.cleared")
    if candidate.id.startswith("minimum"):
        return voice.say("debts.minimum")
    return voice.say("debts.contract_waived" if candidate.waived.total else "debts.contract")


def way(candidate: Candidate, relief: DebtRelief | None, voice: Voice, agreed: date | None = None) -> str:
    """One way of paying in a few sentences: how often, how much, from when, what it costs, what is given up."""
    schedule = candidate.schedule
    said = voice.say("debts.way", kind=kind_words(candidate, voice, agreed), payments=voice.payments(schedule))
    total = Money(candidate.total)
    if candidate.count == 1:
        dates = voice.say("debts.date_once", day=schedule.due[0])
    else:
        dates = voice.say("debts.dates", first=schedule.due[0], last=schedule.due[-1], total=total)
    price = _price(candidate, relief, voice)
    return voice.sentences(said, dates, _waived(candidate, voice), _riders(candidate, voice), price)


def _price(candidate: Candidate, relief: DebtRelief | None, voice: Voice) -> str:
    """What a new arrangement charges from then on: a fee, interest, or nothing."""
    if candidate.kind is None or relief is None:
        return ""
    old = relief.owed.charges - (candidate.waived.total - candidate.waived.principal)
    fee = sum(candidate.schedule.charges) - old
    if candidate.kind is ReliefKind.SETTLEMENT:  # what the days until then add, a monthly fee included
        added = sum(candidate.schedule.interest) + max(fee, 0)
        return voice.say("debts.settle_interest", amount=Money(added)) if added else ""
    if fee > 0 and voice.case.debt(candidate.debt).monthly_fee:
        fees = voice.say("debts.monthly_fee", amount=Money(fee))
        interest = any(candidate.schedule.interest)
        return voice.sentences(fees, voice.say("debts.rate", rate=shapes.percent(candidate.rate)) if interest else "")
    if fee > 0:
        return voice.say("debts.fee", amount=Money(fee))
    if any(candidate.schedule.interest):
        return voice.say("debts.rate", rate=shapes.percent(candidate.rate))
    return voice.say("debts.no_interest")


def _waived(candidate: Candidate, voice: Voice) -> str:
    gone = candidate.waived
    names = ("principal", "interest", "penalty", "fees")
    parts = [voice.say(f"debts.{name}", amount=Money(getattr(gone, name))) for name in names if getattr(gone, name)]
    if len(parts) == 1:
        return voice.say("debts.waived_one", part=parts[0])
    return voice.say("debts.waived", amount=Money(gone.total), parts=voice.joined(parts)) if parts else ""


def _riders(candidate: Candidate, voice: Voice) -> str:
    """What else is asked for; a waiver whose sum was just named is not said twice."""
    said = (ReliefKind.PENALTY_WAIVER, ReliefKind.INTEREST_WAIVER) if candidate.waived.total else ()
    kinds = dict.fromkeys(voice.word("relief_kind", row.kind) for row in candidate.riders if row.kind not in said)
    return voice.say("debts.riders", kinds=voice.joined(tuple(kinds))) if kinds else ""


def _fallback(line: DebtPlan, ask: Candidate, voice: Voice) -> str:
    if line.fallback is None:
        return voice.say("debts.no_fallback")
    back = line.fallback
    if (back.kind, back.schedule, back.waived) == (ask.kind, ask.schedule, ask.waived):
        return voice.say("debts.same_fallback")
    return way(back, line.relief, voice)


def _early(plan: Plan, paid: WorldLine, voice: Voice) -> str:
    """What early payments make of the debt in the agreed world."""
    last = plan.statement.periods.starts[max(t for t, fen in enumerate(paid.payments) if fen)]
    saved = sum(paid.signed) - paid.total
    return voice.say("debts.early_text", total=Money(paid.total), saved=Money(saved), last=last)


def _compared(relief: DebtRelief | None, paid: int, voice: Voice) -> str:
    """What that many fen in all are against going on as agreed; "" when the contract cannot go on."""
    if relief is None or not relief.contract:
        return ""
    contract = relief.contract[0].total
    more = paid - contract
    key = "dearer" if more > 0 else "cheaper" if more < 0 else "equal"
    return voice.say(f"debts.{key}", contract=Money(contract), amount=Money(abs(more)))


def _basis(row: ReliefTerm, voice: Voice) -> str:
    return voice.say(
        "debts.basis_row",
        kind=voice.word("relief_kind", row.kind),
        standing=voice.word("standing", row.standing),
        confidence=voice.word("confidence", row.confidence),
    )
