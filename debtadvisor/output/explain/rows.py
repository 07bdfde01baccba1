"""Every relief row of one debt's line of profiles: its state, its dates, its numbers, and what became of it."""

from collections.abc import Iterator, Sequence

from debtadvisor.core.codes import ReliefKind, Standing
from debtadvisor.core.facts import Checked
from debtadvisor.core.money import Money
from debtadvisor.core.plan.model import DebtPlan, NoOffer, PotPlan, WorldName
from debtadvisor.core.policy.model import ReliefTerm, Terms
from debtadvisor.core.relief.kinds import RIDERS, waived
from debtadvisor.core.relief.model import Candidate, DebtRelief, Option, OptionState
from debtadvisor.output.blocks import Block, Bullets, Heading, Item, bullets
from debtadvisor.output.explain.figures import Traced
from debtadvisor.output.explain.words import percent, row_dates, say, strength
from debtadvisor.output.plan.others import condition_words
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import Value

_MET = {True: "met", False: "missed", None: "unknown"}
# A household that cannot live from its money is offered no sum at all, so none is listed here either.
_NO_SUMS = (NoOffer.BUDGET_UNKNOWN, NoOffer.DEFICIT, NoOffer.BELOW_FLOOR)


def rows_of(one: Traced) -> list[Block]:
    """The contract's own ways, each row in force in the order of the options, then the rows not used that day."""
    relief = one.line.relief
    if relief is None:
        return []
    blocks: list[Block] = [Heading(3, one.say("title.contract")), Bullets(tuple(_contract(one, relief)))]
    for option in relief.options:
        term = option.term
        title = one.say("title.row", kind=one.voice.word("relief_kind", term.kind), id=term.id)
        blocks += [Heading(3, title), Bullets(tuple(_row(one, relief, option)))]
    unused = list(_unused(one, relief))
    return [*blocks, Heading(3, one.say("title.unused")), bullets(unused or [one.say("row.no_rows")])]


def _contract(one: Traced, relief: DebtRelief) -> Iterator[Item]:
    if one.line.agreed is not None:
        yield Item(one.say("way.agreed", on=one.voice.day(one.line.agreed.on)))
    ask = [c for c in relief.ask if c.is_contract]
    counter = [c for c in relief.counter if c.is_contract]
    if not ask:
        yield Item(one.say("way.no_contract"))
        return
    yield from _ways(one, relief, ask, counter)


def _row(one: Traced, relief: DebtRelief, option: Option) -> Iterator[Item]:
    term, voice = option.term, one.voice
    state = voice.word("option_state", option.state)
    if option.state is OptionState.STALE:
        why = say(voice, "row.review", review=term.validity.review_by, as_of=one.plan.case.as_of)
    else:
        why = voice.say("others.refused") if option.state is OptionState.REFUSED else ""
    yield _item(voice, "row.state_label", voice.sentences(state + _stop(voice), why))
    yield Item(_from(one, term), one.citations.cite(term), say(voice, "row.from_label"))
    if term.origin:
        yield _item(voice, "row.overlay_label", say(voice, "row.overlay", origin=term.origin))
    if option.state is OptionState.STALE:
        return
    yield from _conditions(option.checks, voice)
    if option.state is not OptionState.REFUSED:
        yield from _numbers(term, voice)
    if term.note is not None:
        yield _item(voice, "row.note_label", voice.of(term.note))
    if option.state is OptionState.OPEN:
        yield from _became(one, relief, option)


def _item(voice: Voice, label: str, text: str) -> Item:
    return Item(text, label=say(voice, label))


def _stop(voice: Voice) -> str:
    return "。" if voice.lang == "zh" else "."


def _from(one: Traced, term: ReliefTerm) -> str:
    """Which profile wrote it, when it speaks, how strong the offer itself is."""
    assert one.line.relief is not None
    key = "row.own" if term.profile == one.line.relief.profile.id else "row.inherited"
    return one.voice.sentences(
        one.say(key, profile=term.profile),
        row_dates(term.validity, one.voice),
        _strength(term, one.voice),
    )


def _strength(term: ReliefTerm, voice: Voice) -> str:
    """How strong the offer is; that a lender gives nothing is no place to start talking."""
    if term.refused and term.standing is Standing.PLANNING_DEFAULT:
        return say(voice, "strength.judgment", confidence=voice.word("confidence", term.confidence))
    return strength(term.standing, term.confidence, voice)


def _conditions(checks: Sequence[Checked], voice: Voice) -> Iterator[Item]:
    if not checks:
        yield _item(voice, "row.conditions_label", say(voice, "row.no_conditions"))
    for check in checks:
        yield _item(voice, f"row.{_MET[check.met]}_label", condition_words(check, voice))


def _numbers(term: ReliefTerm, voice: Voice) -> Iterator[Item]:
    standing = term.figures_standing
    for label, terms in (("row.ask_label", term.ask), ("row.counter_label", term.counter)):
        said = terms_words(term.kind, terms, voice)
        if not said:
            yield _item(voice, label, say(voice, "row.no_numbers"))
            continue
        key = "row.starting_point" if standing is Standing.PLANNING_DEFAULT else "row.numbers"
        yield _item(voice, label, _filled(voice, key, said, standing))
    if term.max_months is not None:
        yield _item(voice, "row.most_label", say(voice, "row.most", months=term.max_months))


def _filled(voice: Voice, key: str, terms: str, standing: Standing) -> str:
    return say(voice, key, terms=terms, standing=voice.word("standing", standing))


def terms_words(kind: ReliefKind, terms: Terms, voice: Voice) -> str:
    """All numbers of one side of a row in words; "" when it has none."""

    def said(key: str, **values: Value) -> str:
        return say(voice, f"terms.{key}", **values)

    parts = []
    if terms.months:
        months = said("joint").join(said("each", months=n) for n in terms.months)
        longer = kind in (ReliefKind.TERM_EXTENSION, ReliefKind.RENEWAL)
        parts.append(said("longer" if longer else "months", months=months))
    if terms.first_after_months:
        parts.append(said("first_after", months=terms.first_after_months))
    if terms.defer_months:
        parts.append(said("defer", months=terms.defer_months))
        parts.append(voice.word("deferral_interest", terms.deferral_interest))
    if terms.rate is not None:
        parts.append(said("rate", rate=percent(terms.rate)))
    parts += [said("fee", months=n, share=percent(fee)) for n, fee in terms.fee_by_months.items()]
    if terms.down_payment:
        parts.append(said("down_payment", share=percent(terms.down_payment)))
    for name in ("late_fee", "penalty", "accrued_interest", "future_interest"):
        if share := getattr(terms.waiver, name):
            parts.append(said(name, share=percent(share)))
    return said("between").join(parts)


def _became(one: Traced, relief: DebtRelief, option: Option) -> Iterator[Item]:
    if option.term.kind in RIDERS:
        yield _item(one.voice, "row.became_label", _ridden(one, relief, option.term))
    elif not option.ask and not option.counter:
        yield _item(one.voice, "row.became_label", one.say("row.none"))
    else:
        yield from _ways(one, relief, option.ask, option.counter)


def _ridden(one: Traced, relief: DebtRelief, term: ReliefTerm) -> str:
    """What a waiver or a pause takes off, in fen of what is owed now, by this row's own numbers."""
    if one.line.held:
        return one.say("row.rider_held")
    pot = one.plan.pot(one.line.debt.purpose)
    if pot.no_offer in _NO_SUMS:
        return one.say("way.no_offer", why=one.voice.word("no_offer", pot.no_offer))
    if term.kind is ReliefKind.CONTACT_PAUSE:
        return one.say("row.rider_nothing")
    ask, counter = (_waived(one, relief, terms) for terms in (term.ask, term.counter))
    if not ask:
        return one.voice.sentences(one.say("row.rider_nothing"), one.say("row.rider_none"))
    second = one.say("row.rider_counter", waived=counter) if counter else ""
    return one.voice.sentences(one.say("row.rider_ask", waived=ask), second, one.say("row.rider_most"))


def _waived(one: Traced, relief: DebtRelief, terms: Terms) -> str:
    gone = waived(relief.owed, terms.waiver)
    names = ("interest", "penalty", "fees")
    return one.voice.joined(
        [one.voice.say(f"debts.{n}", amount=Money(fen)) for n in names if (fen := getattr(gone, n))]
    )


def _ways(one: Traced, relief: DebtRelief, ask: Sequence[Candidate], counter: Sequence[Candidate]) -> Iterator[Item]:
    """Each candidate with its id: how often, how much, and what became of it on either side."""
    line, label = one.line, say(one.voice, "row.became_label")
    if line.held or line.priority:
        ids = one.voice.joined(tuple(dict.fromkeys(c.id for c in (*ask, *counter))))
        yield Item(one.say("way.held" if line.held else "way.priority", ids=ids), label=label)
        return
    pot = one.plan.pot(line.debt.purpose)
    for candidate in ask:
        text = one.voice.sentences(_sum(one, candidate, pot), _on_ask(one, relief, candidate, pot))
        yield Item(text, label=_labelled(one, candidate, "ask"))
    asked = {c.id for c in ask}
    for candidate in counter:
        if pot.no_offer is not None and candidate.id in asked:
            continue  # what was not used is told once
        text = one.voice.sentences(_sum(one, candidate, pot), _on_counter(one, relief, candidate, pot))
        yield Item(text, label=_labelled(one, candidate, "counter"))


def _labelled(one: Traced, candidate: Candidate, side: str) -> str:
    return f"{one.say(f'way.{side}_side')} {candidate.id}"


def _sum(one: Traced, candidate: Candidate, pot: PotPlan) -> str:
    if pot.no_offer in _NO_SUMS:
        return one.say("way.bare", count=candidate.count)
    added = sum(candidate.schedule.interest)
    if candidate.kind is ReliefKind.SETTLEMENT:
        interest = one.say("way.settle", amount=Money(added)) if added else ""
    else:
        interest = one.say("way.interest", rate=percent(candidate.rate)) if added else ""
    said = one.say("way.text", count=candidate.count, total=Money(candidate.total))
    off = candidate.waived.total
    waived_now = one.say("way.waived", amount=Money(off)) if off else ""
    return one.voice.sentences(said, waived_now, interest)


def _on_ask(one: Traced, relief: DebtRelief, candidate: Candidate, pot: PotPlan) -> str:
    line, voice = one.line, one.voice
    if twin := _twin(candidate, relief.ask):
        return one.say("way.same_id", row=twin)
    if pot.no_offer is not None:
        return one.say("way.no_offer", why=voice.word("no_offer", pot.no_offer))
    if line.ask is not None and line.ask.id == candidate.id:
        return one.say("way.chosen")
    lost = next(lost for lost in line.lost if lost.candidate.id == candidate.id)
    when = lost.when or candidate.schedule.due[0]
    return one.say("way.lost", why=voice.say(f"others.{lost.reason}", extra=Money(abs(lost.extra)), when=when))


def _on_counter(one: Traced, relief: DebtRelief, candidate: Candidate, pot: PotPlan) -> str:
    if twin := _twin(candidate, relief.counter):
        return one.say("way.same_id", row=twin)
    if pot.no_offer is not None:
        return one.say("way.no_offer", why=one.voice.word("no_offer", pot.no_offer))
    if not pot.worlds[WorldName.COUNTERED].feasible:
        return one.say("way.no_counter")
    taken = one.line.fallback is not None and one.line.fallback.id == candidate.id
    return one.say("way.fallback" if taken else "way.not_fallback")


def _twin(candidate: Candidate, pool: Sequence[Candidate]) -> str:
    """The row whose way has the same id and stands in the pool in place of this one; "" when this one does."""
    kept = next(c for c in pool if c.id == candidate.id)
    return "" if kept.term is None or kept.term == candidate.term else kept.term.id


def _unused(one: Traced, relief: DebtRelief) -> Iterator[Item]:
    """Rows of the line that were not looked at: ended, not yet begun, or replaced by a nearer profile's."""
    used = {option.term.id for option in relief.options}
    nearer: dict[ReliefKind, list[str]] = {}
    for option in relief.options:
        nearer.setdefault(option.term.kind, []).append(option.term.id)
    as_of, voice = one.plan.case.as_of, one.voice
    for term in line_rows(one.line, one):
        if term.id in used or (one.line.agreed is not None and term.kind not in nearer):
            continue  # nothing is asked beside what was agreed
        kind = voice.word("relief_kind", term.kind)
        end = term.validity.end
        if end is not None and end < as_of:
            why = say(voice, "row.ended", end=end, as_of=as_of)
        elif term.validity.start > as_of:
            why = say(voice, "row.not_yet", start=term.validity.start, as_of=as_of)
        else:
            why = say(voice, "row.replaced", ids=voice.joined(nearer[term.kind]))
        overlay = say(voice, "row.overlay", origin=term.origin) if term.origin else ""
        text = voice.sentences(why, row_dates(term.validity, voice), overlay)
        yield Item(text, one.citations.cite(term), say(voice, "title.row", kind=kind, id=term.id))


def line_rows(line: DebtPlan, one: Traced) -> tuple[ReliefTerm, ...]:
    """Every row of the book for the debt's profile and those it takes over from, nearest first."""
    if line.relief is None:
        return ()
    profiles = one.book.lineage(line.relief.profile.id)
    return tuple(term for profile in profiles for term in one.book.terms if term.profile == profile)
