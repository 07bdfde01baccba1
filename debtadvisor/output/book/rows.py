"""The rows of the policy book in words: a number, a channel, a relief row, a law row. Shared by the book's pages.

A figure, unit or number that an overlay names and we have no word for is shown by its bare name, never refused.
"""

from collections.abc import Sequence
from datetime import date

from debtadvisor.core.money import Money
from debtadvisor.core.policy.model import Channel, Condition, Figure, ReliefTerm, Rule, Terms, Validity
from debtadvisor.output.blocks import Block, Heading, Item, Paragraph, Tone, bullets
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Speech
from debtadvisor.text.catalogue import Value
from debtadvisor.text.shapes import percent

SHARES = ("share", "per_day", "per_year")
# Facts whose codes are words of another list.
_GROUP = {
    "already_instalments": "yes_no",
    "in_arrears": "yes_no",
    "written_offer": "yes_no",
    "purpose": "pot",
}


def say(voice: Speech, key: str, /, **values: Value) -> str:
    """The sentence at that key of ``policies.toml``."""
    return voice.catalogue.say("policies", key, **values)


def named(voice: Speech, group: str, code: str) -> str:
    """The word for that code, the bare code when there is none."""
    found = voice.catalogue.find("terms", f"{group}.{code}")
    return found if isinstance(found, str) else code


def listed(key: str, items: Sequence[Item], voice: Speech) -> list[Block]:
    """A heading with those items below it, nothing when there are none."""
    return [Heading(2, say(voice, key)), bullets(items)] if items else []


def strength(standing: str, confidence: str, voice: Speech) -> str:
    """How strong a row is and how sure the book is of it."""
    return say(
        voice, "strength", standing=voice.word("standing", standing), confidence=voice.word("confidence", confidence)
    )


def measured(figure: Figure, voice: Speech) -> str:
    """The number with its unit: 18%（每年）, 3（天）."""
    if figure.unit == "share":
        return percent(figure.value, 4)
    shown = percent(figure.value, 4) if figure.unit in SHARES else f"{figure.value:f}"
    return say(voice, "measure", value=shown, unit=named(voice, "unit", figure.unit))


def figure_item(name: str, figure: Figure, voice: Speech, citations: Citations) -> Item:
    """One number of a product with its strength, its note and its sources."""
    text = say(
        voice,
        "figure",
        value=measured(figure, voice),
        strength=strength(figure.standing, figure.confidence, voice),
    )
    note = voice.of(figure.note) if figure.note else ""
    return Item(voice.sentences(text, note), citations.cite(figure), label=named(voice, "figure", name))


def reached_by(channel: Channel, voice: Speech) -> str:
    """How to reach whom, with the number when there is one."""
    number = say(voice, "number", number=channel.number) if channel.number else ""
    return voice.sentences(voice.of(channel.how), number)


def channel_item(channel: Channel, voice: Speech, citations: Citations) -> Item:
    return Item(reached_by(channel, voice), citations.cite(channel), label=named(voice, "channel", channel.use))


def span(start: int, end: int | None, voice: Speech) -> str:
    """Day 4 to 30; from day 91."""
    return say(voice, "days_from", start=start) if end is None else say(voice, "days", start=start, end=end)


def term_blocks(term: ReliefTerm, on: date, voice: Speech, citations: Citations, inherited: str = "") -> list[Block]:
    """A relief row. `inherited` names the profile it was taken from, "" when it is the lender's own."""
    lines = [inherited, valid(term.validity, on, voice)]
    if term.refused:
        lines.append(say(voice, "refused"))
    if term.origin:
        lines.append(say(voice, "origin", origin=term.origin))
    if term.when:
        lines.append(say(voice, "when", conditions=voice.joined([condition(c, voice) for c in term.when])))
    if not term.refused:
        lines += _asks(term, voice)
    if term.bring:
        lines.append(say(voice, "bring", papers=voice.joined([voice.word("proof", p) for p in term.bring])))
    lines += [voice.of(words) for words in (term.note, term.credit_record) if words is not None]
    title = f"{voice.word('relief_kind', term.kind)} · {term.id}"
    head = Paragraph(strength(term.standing, term.confidence, voice), citations.cite(term))
    return [Heading(3, title), head, bullets([line for line in lines if line])]


def _asks(term: ReliefTerm, voice: Speech) -> list[str]:
    """What is asked first, what is worth taking, and the most months that the row allows."""
    lines = []
    standing = voice.word("standing", term.figures_standing)
    for side, terms in (("ask", term.ask), ("counter", term.counter)):
        if said := terms_text(terms, voice):
            lines.append(say(voice, side, terms=said, strength=standing))
    if term.max_months is not None:
        lines.append(say(voice, "max_months", months=term.max_months))
    return lines


def terms_text(terms: Terms, voice: Speech) -> str:
    """The numbers of one ask in a row; "" when it has none."""
    parts = []
    if terms.months:
        parts.append(say(voice, "terms_months", months=" / ".join(map(str, terms.months))))
    if terms.defer_months:
        parts.append(say(voice, "terms_defer", months=terms.defer_months))
    for name in ("late_fee", "penalty", "accrued_interest", "future_interest"):
        if share := getattr(terms.waiver, name):
            parts.append(say(voice, f"terms_{name}", share=percent(share)))
    if terms.rate is not None:
        parts.append(say(voice, "terms_rate", share=percent(terms.rate)))
    if terms.down_payment:
        parts.append(say(voice, "terms_down", share=percent(terms.down_payment)))
    if terms.fee_by_months:
        fees = [say(voice, "terms_fee", months=m, share=percent(f)) for m, f in terms.fee_by_months.items()]
        parts.append(voice.joined(fees))
    return voice.joined(parts)


def condition(one: Condition, voice: Speech) -> str:
    """What must hold: 逾期天数不少于 1."""
    name = named(voice, "fact", one.fact)
    if one.one_of:
        codes = [named(voice, _GROUP.get(one.fact, one.fact), code) for code in one.one_of]
        return say(voice, "condition_codes", fact=name, codes=voice.joined(codes))
    money = one.fact in ("balance", "principal")
    low, high = (
        None if end is None else voice.catalogue.shape(Money(end)) if money else str(end)
        for end in (one.minimum, one.maximum)
    )
    if low is not None and high is not None:
        return say(voice, "condition_between", fact=name, low=low, high=high)
    if low is not None:
        return say(voice, "condition_least", fact=name, low=low)
    return say(voice, "condition_most", fact=name, high=high or "")


def rule_blocks(rule: Rule, on: date, voice: Speech, citations: Citations) -> list[Block]:
    """A law row: what it says, how to use it, when and for whom it speaks, what not to read into it."""
    lines = [say(voice, "use", use=voice.of(rule.use)), valid(rule.validity, on, voice)]
    if rule.scope:
        kinds = [voice.word("lender_kind", kind) for kind in sorted(rule.scope)]
        lines.append(say(voice, "scope", kinds=voice.joined(kinds)))
    if rule.places:
        lines.append(say(voice, "rule_places", places=voice.joined(rule.places)))
    if rule.supports:
        reliefs = [voice.word("relief_kind", kind) for kind in sorted(rule.supports)]
        lines.append(say(voice, "supports", reliefs=voice.joined(reliefs)))
    if rule.caution is not None:
        lines.append(say(voice, "caution", caution=voice.of(rule.caution)))
    if rule.figures:
        numbers = [f"{name} = {number:f}" for name, number in rule.figures.items()]
        lines.append(say(voice, "rule_figures", numbers=voice.joined(numbers)))
    return [
        Paragraph(voice.of(rule.statement), citations.cite(rule)),
        Paragraph(strength(rule.standing, rule.confidence, voice), tone=Tone.QUIET),
        bullets(lines),
    ]


def rule_item(rule: Rule, voice: Speech, citations: Citations) -> Item:
    """A law row in one line: what it says, how strong it is, what not to read into it."""
    caution = say(voice, "caution", caution=voice.of(rule.caution)) if rule.caution else ""
    about = strength(rule.standing, rule.confidence, voice)
    return Item(voice.sentences(voice.of(rule.statement), about, caution), citations.cite(rule), label=rule.id)


def valid(validity: Validity, on: date, voice: Speech) -> str:
    """From when to when a row speaks, when it is to be read again, and whether it speaks on that day."""
    until = voice.day(validity.end) if validity.end else say(voice, "open_end")
    text = say(voice, "valid", start=validity.start, until=until, review=validity.review_by)
    if not validity.in_force(on):
        return voice.sentences(text, say(voice, "not_in_force", on=on))
    return voice.sentences(text, say(voice, "stale", on=on)) if validity.is_stale(on) else text
