"""What the agreed plan can bear; where nothing fits, the smallest relief that would do and the roads of the city."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from debtadvisor.core.codes import ReliefKind
from debtadvisor.core.money import Money
from debtadvisor.core.plan.model import Plan, WorldName
from debtadvisor.core.plan.points import ALL_INCOME, IncomeDrop, MissedMonth, ReliefThatWorks, Stress, Worse
from debtadvisor.core.plan.routes import Routes
from debtadvisor.core.policy.model import Rule
from debtadvisor.core.relief.concessions import Concession
from debtadvisor.output.blocks import Block, Bullets, Heading, Item, Paragraph, Tone, bullets
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import Value
from debtadvisor.text.shapes import percent

# So many debts that would break the plan are told in full.
TOLD_IN_FULL = 2
# Of more lenders whose refusal does no harm only the number is told.
NAMED = 6


def _say(voice: Voice, key: str, /, **values: Value) -> str:
    return voice.catalogue.say("stress", key, **values)


def stress_part(plan: Plan, voice: Voice) -> list[Block]:
    """Three lines for each purse with an offer. [] when none has one."""
    pots = [(pot, pot.stress) for pot in plan.pots if pot.stress is not None]
    if not pots:
        return []
    blocks: list[Block] = [Heading(2, _say(voice, "stress.heading"))]
    early = any(pot.worlds[WorldName.AGREED].early for pot, _ in pots)
    lead = voice.sentences(_say(voice, "stress.lead"), _say(voice, "stress.lead_early") if early else "")
    blocks.append(Paragraph(lead, tone=Tone.QUIET))
    starts = plan.statement.periods.starts
    for pot, stress in pots:
        if len(pots) > 1:
            blocks.append(Heading(3, voice.say("summary.both", pot=voice.word("pot", pot.pot))))
        agreed = pot.worlds[WorldName.AGREED]
        others, early = len(agreed.lines) > 1, bool(agreed.early)
        blocks.append(Bullets(tuple(_lines(stress, starts, voice, others=others, early=early))))
    return blocks


def _lines(stress: Stress, starts: Sequence[date], voice: Voice, *, others: bool, early: bool) -> list[Item]:
    found = []
    if stress.income is not None:
        found.append(Item(_income(stress.income, starts, voice), label=_say(voice, "income.label")))
    if stress.missed is not None:
        found.append(Item(_missed(stress.missed, starts, voice, early=early), label=_say(voice, "missed.label")))
    if stress.not_given or stress.refused:
        found.append(Item(_not_agreed(stress, starts, voice, others=others), label=_say(voice, "refused.label")))
    return found


def _income(drop: IncomeDrop, starts: Sequence[date], voice: Voice) -> str:
    if drop.breaks is None:
        return _say(voice, "income.all")
    day = starts[drop.breaks]
    said = _say(voice, "income.none", day=day)
    if drop.fixed:
        said = _say(voice, "income.fixed", share=_share(drop.fixed), day=day)
    more = drop.replanned > drop.fixed
    return voice.sentences(said, _say(voice, "income.replanned", share=_share(drop.replanned)) if more else "")


def _share(thousandths: int) -> str:
    return percent(Decimal(thousandths) / ALL_INCOME, 1)


def _missed(missed: MissedMonth, starts: Sequence[date], voice: Voice, *, early: bool) -> str:
    if missed.worst is None:
        return _say(voice, "missed.always")
    said = _say(voice, "missed.never")
    if missed.holds_from is not None:
        said = _say(voice, "missed.from", day=starts[missed.holds_from])
    worst = _say(voice, "missed.worst", day=starts[missed.worst], amount=Money(missed.cushion))
    return voice.sentences(said, worst, _say(voice, "missed.early") if early else "")


def _not_agreed(stress: Stress, starts: Sequence[date], voice: Voice, *, others: bool) -> str:
    """Which waiver or which lender the plan needs; `others` that there is somebody else to go on paying."""
    said = []
    broken = sorted((one for one in stress.not_given if not one.holds), key=_worst_first)
    if stress.not_given and not broken:
        said.append(_say(voice, "refused.not_given_all"))
    said += [_broken("refused.not_given_one", one, starts, voice) for one in broken[:TOLD_IN_FULL]]
    lost = sorted((one for one in stress.refused if not one.holds), key=_worst_first)
    fine = [voice.name(one.debt) for one in stress.refused if one.holds]
    if stress.refused and not lost:
        said.append(_say(voice, "refused.all" if others else "refused.all_alone"))
    for one in lost[:TOLD_IN_FULL]:
        whole = _say(voice, "refused.whole", debt=voice.name(one.debt), amount=Money(one.whole))
        said.append(whole if one.whole else _broken("refused.one", one, starts, voice))
    if rest := max(len(broken) - TOLD_IN_FULL, 0) + max(len(lost) - TOLD_IN_FULL, 0):
        said.append(_say(voice, "refused.rest", count=rest))
    if lost and len(fine) > NAMED:
        said.append(_say(voice, "refused.fine_many", count=len(fine)))
    elif lost and fine:
        said.append(_say(voice, "refused.fine", debts=voice.joined(fine)))
    if lost or broken:
        said.append(_say(voice, "refused.then" if others else "refused.then_alone"))
    return voice.sentences(*said)


def _worst_first(one: Worse) -> tuple[int, str]:
    return -max(one.whole, one.short), one.debt


def _broken(key: str, one: Worse, starts: Sequence[date], voice: Voice) -> str:
    assert one.breaks is not None
    return _say(voice, key, debt=voice.name(one.debt), day=starts[one.breaks], amount=Money(one.short))


def shortfall_part(plan: Plan, voice: Voice, citations: Citations) -> list[Block]:
    """Where nothing fits, the smallest relief that would do; then the roads of the city. [] when neither is needed."""
    blocks: list[Block] = []
    for pot in plan.pots:
        if pot.relief_that_works is not None:
            blocks.extend(_works(pot.relief_that_works, voice))
    if plan.routes is not None:
        blocks.extend(_routes(plan.routes, voice, citations))
    return blocks


def _works(found: ReliefThatWorks, voice: Voice) -> list[Block]:
    if not found.steps:
        return [Paragraph(_say(voice, "works.none" if found.complete else "works.cut_short"), tone=Tone.QUIET)]
    lead = _say(voice, "works.one" if len(found.steps) == 1 else "works.two")
    steps = bullets(_step(one, voice) for one in found.steps)
    return [Paragraph(lead), steps, Paragraph(_say(voice, "works.note"), tone=Tone.QUIET)]


def _step(one: Concession, voice: Voice) -> str:
    values: dict[str, Value] = {"debt": voice.name(one.debt), "paid": voice.payments(one.schedule)}
    if one.kind in (ReliefKind.DEFERRAL, ReliefKind.INSTALMENT):
        values["months"] = one.months
    elif one.kind is ReliefKind.RATE_REDUCTION:
        values["rate"] = percent(one.rate)
    else:
        values |= {"charges": percent(one.waiver.penalty), "interest": percent(one.waiver.accrued_interest)}
    return _say(voice, f"works.{one.kind}", **values)


def kept_words(kept: Sequence[tuple[str, int]], voice: Voice) -> str:
    """What is kept back or paid as agreed beside the shares of this month, debt by debt; "" when nothing."""
    named = [_say(voice, "shares.one_kept", debt=voice.name(debt), amount=Money(fen)) for debt, fen in kept]
    return _say(voice, "shares.kept", debts=voice.joined(named)) if named else ""


def total_word(voice: Voice) -> str:
    """What the sum of the shares is called."""
    return _say(voice, "shares.total")


def _routes(found: Routes, voice: Voice, citations: Citations) -> list[Block]:
    blocks: list[Block] = [Heading(2, _say(voice, "routes.heading"))]
    if found.local:
        blocks.append(Paragraph(_say(voice, "routes.found", city=found.city)))
        return [*blocks, *(_road(rule, voice, citations) for rule in found.local)]
    said = _say(voice, "routes.not_found", city=found.city) if found.city else _say(voice, "routes.no_city")
    blocks.append(Paragraph(said))
    return [*blocks, *(Paragraph(voice.of(r.statement), citations.cite(r), tone=Tone.QUIET) for r in found.general)]


def _road(rule: Rule, voice: Voice, citations: Citations) -> Bullets:
    """Conditions first, then what must not be hoped for, then what to do."""
    about = _say(
        voice,
        "routes.strength",
        standing=voice.word("standing", rule.standing),
        confidence=voice.word("confidence", rule.confidence),
    )
    lines = [Item(voice.of(rule.statement) + about, citations.cite(rule), label=_say(voice, "routes.condition"))]
    if rule.caution is not None:
        lines.append(Item(voice.of(rule.caution), label=_say(voice, "routes.caution")))
    lines.append(Item(voice.of(rule.use), label=_say(voice, "routes.use")))
    return Bullets(tuple(lines))
