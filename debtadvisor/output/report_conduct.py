"""How they collected, as a page: what the log shows beside the texts of that day, what to keep, and the complaint.

The complaint is Chinese on every page, English beside it on an English one. It holds dates, hours and counts, and no
word of what anybody said; it confirms no debt.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from debtadvisor.core.case import Case
from debtadvisor.core.codes import LenderKind, Standing
from debtadvisor.core.conduct import ConductMatter, Observed, Sighting
from debtadvisor.core.policy.model import PolicyBook, Rule
from debtadvisor.core.relief.options import profile_of
from debtadvisor.core.triage.assess import lender_kinds
from debtadvisor.core.triage.contacts import CONNECTED_A_DAY, UNANSWERED_A_DAY
from debtadvisor.core.triage.model import Triage
from debtadvisor.core.triage.table import may_call_first
from debtadvisor.core.value import value
from debtadvisor.output.blocks import Block, Bullets, Heading, Item, Paragraph, Report, Tone, bullets
from debtadvisor.output.report_log import say
from debtadvisor.output.report_sources import Citations, sources_part
from debtadvisor.output.report_voice import Voice
from debtadvisor.text.catalogue import Catalogue


@value
class Ground:
    """What a complaint stands on. `on` is the day that it bears."""

    case: Case
    book: PolicyBook
    triage: Triage
    on: date


_LIMIT = {ConductMatter.MANY_CALLS: CONNECTED_A_DAY, ConductMatter.MANY_DIALS: UNANSWERED_A_DAY}
_TOLD_LIMITS = (*_LIMIT, ConductMatter.NIGHT_CONTACT, ConductMatter.THIRD_PARTY_CONTACT)
_NO_RULE = {
    ConductMatter.PRIVATE_ACCOUNT: "no_rule_account",
    ConductMatter.IMPERSONATION: "no_rule_impersonation",
}
_BODILY = (ConductMatter.VIOLENCE, ConductMatter.THREAT)
_SUPERVISED = ("complaint-15-30-60-days", "complaint-truthful")
_NO_LINE = (LenderKind.PRIVATE_LENDING, LenderKind.P2P_INTERMEDIARY, LenderKind.OTHER)


def conduct_report(found: Sequence[Observed], ground: Ground, words: Catalogue) -> Report:
    """The page. Without anything seen it says so and cites nothing."""
    case, book = ground.case, ground.book
    voice, citations = Voice(words, case, book), Citations()
    blocks: list[Block] = [Heading(1, say(voice, "title_conduct"))]
    if not found:
        return Report(voice.lang, (*blocks, Paragraph(say(voice, "conduct.none"))))
    blocks.append(Paragraph(say(voice, "conduct.intro")))
    if any(one.matter in _BODILY for one in found):
        blocks.append(Paragraph(say(voice, "conduct.police"), tone=Tone.WARNING))
    for debt in dict.fromkeys(one.debt for one in found):
        here = [one for one in found if one.debt == debt]
        blocks.append(Heading(2, voice.name(debt) or say(voice, "about_none")))
        for one in here:
            blocks.extend(_observed(one, case, voice, citations))
        blocks.extend(_evidence(here, voice))
        blocks.extend(_complaint(debt, here, ground, voice, citations))
    blocks.extend(sources_part(citations, voice, book.version))
    return Report(voice.lang, tuple(blocks))


def complaint(debt: str, found: Sequence[Observed], ground: Ground, words: Catalogue) -> tuple[str, ...]:
    """The lines of the complaint about that debt's collection; () when none may be sent, or it is not known to whom."""
    if not debt or not may_call_first(ground.triage.held(debt)):
        return ()
    case, book = ground.case, ground.book
    voice = Voice(words, case, book)
    kind, name = lender_kinds(case, book)[debt], voice.name(debt)
    lines = [say(voice, f"letter.to_{kind}", name=name), say(voice, "letter.opening", name=name)]
    facts = sorted(((s, one.matter) for one in found for s in one.sightings), key=lambda pair: pair[0].on)
    for number, (sighting, matter) in enumerate(facts, start=1):
        lines.append(_letter_fact(number, sighting, matter, case, voice))
    if rules := _titles(found, voice):
        lines.append(say(voice, "letter.rules", rules=voice.joined(rules)))
    if any(rule.standing is Standing.GUIDELINE for one in found for rule in one.rules):
        lines.append(say(voice, "letter.not_law"))
    lines.append(say(voice, "letter.asks"))
    lines += [say(voice, f"letter.ask_{part}") for part in ("check", "who", "stop", "reply")]
    lines.append(say(voice, "letter.no_admission"))
    if case.borrower.name:
        lines.append(say(voice, "letter.signed", name=case.borrower.name))
    return (*lines, say(voice, "letter.dated", day=ground.on))


def _letter_fact(number: int, sighting: Sighting, matter: ConductMatter, case: Case, voice: Voice) -> str:
    who = voice.joined(tuple(dict.fromkeys(case.events[n].who for n in sighting.events if case.events[n].who)))
    fact = fact_text(sighting, matter, case, voice)
    if who:
        return say(voice, "letter.fact_who", number=number, day=sighting.on, fact=fact, who=who)
    return say(voice, "letter.fact", number=number, day=sighting.on, fact=fact).rstrip()


def fact_text(sighting: Sighting, matter: ConductMatter, case: Case, voice: Voice) -> str:
    """What the log shows of that day, as one sentence."""
    if matter is ConductMatter.NIGHT_CONTACT:
        hours = voice.joined([str(case.events[n].hour) for n in sighting.events])
        return say(voice, f"fact.{matter}", count=sighting.count, hours=hours)
    return say(voice, f"fact.{matter}", count=sighting.count)


def _titles(found: Sequence[Observed], voice: Voice) -> list[str]:
    """Each text once, with how strong it is: the first document of each rule."""
    rules = {rule.id: rule for one in found for rule in one.rules}.values()
    return list(dict.fromkeys(_title(rule, voice) for rule in rules if rule.sources))


def _title(rule: Rule, voice: Voice) -> str:
    title, standing = voice.of(rule.sources[0].title), voice.word("standing", rule.standing)
    return say(voice, "letter.rule", title=title, standing=standing)


def _observed(one: Observed, case: Case, voice: Voice, citations: Citations) -> Iterator[Block]:
    word = voice.word("conduct_matter", one.matter)
    yield Heading(3, word[:1].upper() + word[1:])
    yield Bullets(
        tuple(
            Item(
                fact_text(sighting, one.matter, case, voice).rstrip(),
                citations.cite(*sighting.rules),
                label=voice.day(sighting.on),
            )
            for sighting in one.sightings
        )
    )
    if not one.rules:
        yield Paragraph(say(voice, f"conduct.{_NO_RULE.get(one.matter, 'no_rule')}"))
        return
    if one.matter in _TOLD_LIMITS:
        limits = {"limit": _LIMIT[one.matter]} if one.matter in _LIMIT else {}
        yield Paragraph(say(voice, f"limit.{one.matter}", **limits))
    yield Paragraph(say(voice, "conduct.rules"))
    yield Bullets(tuple(_rule(rule, voice, citations) for rule in one.rules))


def _rule(rule: Rule, voice: Voice, citations: Citations) -> Item:
    standing, sure = voice.word("standing", rule.standing), voice.word("confidence", rule.confidence)
    parts = [voice.of(rule.statement), say(voice, "conduct.strength", standing=standing, confidence=sure)]
    if rule.caution is not None:
        parts.append(say(voice, "conduct.caution", text=voice.of(rule.caution)))
    elif rule.standing is Standing.GUIDELINE:
        parts.append(say(voice, "conduct.not_law"))
    return Item(voice.sentences(*parts), citations.cite(rule))


def _evidence(found: Sequence[Observed], voice: Voice) -> Iterator[Block]:
    lines = [line for one in found for line in voice.catalogue.lines("log", f"evidence.{one.matter}")]
    yield Heading(3, say(voice, "conduct.evidence"))
    yield bullets(dict.fromkeys(lines))


def _complaint(
    debt: str, found: Sequence[Observed], ground: Ground, voice: Voice, citations: Citations
) -> Iterator[Block]:
    yield Heading(3, say(voice, "conduct.draft"))
    chinese = complaint(debt, found, ground, Catalogue("zh"))
    if not chinese:
        yield Paragraph(say(voice, "conduct.draft_none_held" if debt else "conduct.draft_none_debt"), tone=Tone.WARNING)
        return
    yield Paragraph(say(voice, "conduct.draft_intro"), tone=Tone.QUIET)
    yield from (Paragraph(line) for line in chinese)
    if voice.lang != "zh":
        english = complaint(debt, found, ground, voice.catalogue)
        yield from (Paragraph(line, tone=Tone.QUIET) for line in english)
    yield Heading(3, say(voice, "conduct.where"))
    yield Bullets(tuple(_where(debt, ground, voice, citations)))


def _where(debt: str, ground: Ground, voice: Voice, citations: Citations) -> Iterator[Item]:
    case, book = ground.case, ground.book
    kind, profile = lender_kinds(case, book)[debt], profile_of(case.debt(debt), book)
    if kind in _NO_LINE:
        yield Item(say(voice, "conduct.private"))
    elif kind is LenderKind.MICROLOAN:
        yield Item(say(voice, "conduct.microloan"))
    for channel in () if profile is None or kind in _NO_LINE else profile.channels:
        if channel.use in ("complain", "supervise"):
            how = voice.of(channel.how)
            number = f" {channel.number}" if channel.number and channel.number not in how else ""
            yield Item(how + number, citations.cite(channel))
    for row in _SUPERVISED:
        rule = book.rule(row, case.as_of)
        if rule is not None and rule.reaches(kind):
            yield Item(voice.of(rule.use), citations.cite(rule))
    yield Item(say(voice, "conduct.truthful"))
