"""How they collected, as a page: what the log shows beside the texts of that day, what to keep, and the complaint.

The complaint is Chinese on every page, English beside it on an English one. It holds dates, hours and counts, and no
word of what anybody said; it confirms no debt.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from debtadvisor.core.case import Case
from debtadvisor.core.codes import LenderKind, Stage, Standing
from debtadvisor.core.conduct import ConductMatter, Observed, Sighting, Told, told
from debtadvisor.core.facts import stage
from debtadvisor.core.policy.model import PolicyBook, Rule
from debtadvisor.core.relief.options import profile_of
from debtadvisor.core.script.speech import GENERIC
from debtadvisor.core.triage.assess import lender_kinds
from debtadvisor.core.triage.contacts import CONNECTED_A_DAY, UNANSWERED_A_DAY
from debtadvisor.core.triage.model import Triage
from debtadvisor.core.triage.table import may_call_first
from debtadvisor.core.value import value
from debtadvisor.output.blocks import Block, Bullets, Heading, Item, Paragraph, Report, Tone, bullets
from debtadvisor.output.letter.page import kept_simplified
from debtadvisor.output.log.page import say
from debtadvisor.output.sources import Citations, sources_part
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import Catalogue, Value


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
# What no limit on hours and counts forbids by itself.
_ROUGH = {ConductMatter.VIOLENCE, ConductMatter.THREAT, ConductMatter.IMPERSONATION}
_BODILY = (ConductMatter.VIOLENCE, ConductMatter.THREAT)
_SUPERVISED = ("complaint-15-30-60-days", "complaint-truthful")
# Nobody writes a complaint about a person to that person.
_PERSONS = (LenderKind.PRIVATE_LENDING,)
# Those who lend themselves: a platform is written to under its own name.
_LENDERS = (
    LenderKind.BANK_CREDIT_CARD,
    LenderKind.BANK_ONLINE_LOAN,
    LenderKind.CONSUMER_FINANCE,
    LenderKind.MICROLOAN,
)
_NO_LINE = (LenderKind.PRIVATE_LENDING, LenderKind.OTHER)


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
    if _no_letter(debt, ground):
        return ()
    case, book = ground.case, ground.book
    voice = Voice(words, case, book)
    kind, name, buyer = lender_kinds(case, book)[debt], voice.name(debt), case.debt(debt).assigned_to.strip()
    to = say(
        voice, "letter.to_buyer" if buyer else f"letter.to_{kind}", name=buyer or _company(debt, ground, voice) or name
    )
    lines = [to]
    lines.append(say(voice, "letter.opening", name=name))
    facts = told(found, case)
    lines += [_letter_fact(number, entry, voice) for number, entry in enumerate(facts, start=1)]
    if rules := _titles(facts, voice):
        lines.append(say(voice, "letter.rules", rules=voice.joined(rules)))
    if any(rule.standing is Standing.GUIDELINE for one in found for rule in one.rules):
        lines.append(say(voice, "letter.not_law"))
    lines.append(say(voice, "letter.asks"))
    matters = {one.matter for one in found}
    stop = "stop_rough" if matters & _ROUGH else "stop"
    reply = "reply_account" if ConductMatter.PRIVATE_ACCOUNT in matters else "reply"
    lines += [say(voice, f"letter.ask_{part}") for part in ("check", "who", stop, reply)]
    lines.append(say(voice, "letter.no_admission"))
    if case.borrower.name:
        lines.append(say(voice, "letter.signed", name=case.borrower.name))
    return (*lines, say(voice, "letter.dated", day=ground.on))


def _company(debt: str, ground: Ground, voice: Voice) -> str:
    """The one company that the book names as the creditor of that debt; "" when it names none or several."""
    profile = profile_of(ground.case.debt(debt), ground.book)
    if profile is None or profile.kind not in _LENDERS or profile.id.startswith(GENERIC) or len(profile.creditors) != 1:
        return ""
    return voice.of(profile.creditors[0].name)


def _no_letter(debt: str, ground: Ground) -> str:
    """Code of why nothing is sent to the other side about that debt; "" when it may be."""
    if not debt:
        return "debt"
    if not may_call_first(ground.triage.held(debt)):
        return "held"
    if lender_kinds(ground.case, ground.book)[debt] in _PERSONS:
        return "person"
    owed = ground.case.debt(debt)
    return "sold" if stage(owed, ground.case) is Stage.ASSIGNED and not owed.assigned_to.strip() else ""


def _letter_fact(number: int, entry: Told, voice: Voice) -> str:
    fact = voice.sentences(*(fact_text(one, matter, entry.hours, voice).rstrip() for matter, one in entry.seen))
    if entry.who:
        who = voice.joined(entry.who)
        return say(voice, "letter.fact_who", number=number, day=entry.on, fact=fact, who=who)
    return say(voice, "letter.fact", number=number, day=entry.on, fact=fact).rstrip()


def fact_text(sighting: Sighting, matter: ConductMatter, hours: Sequence[int], voice: Voice) -> str:
    """What the log shows of that day, in the words of the letters."""
    values: dict[str, Value] = {"count": sighting.count}
    if matter is ConductMatter.NIGHT_CONTACT:
        values["hours"] = voice.joined([str(hour) for hour in hours])
    return voice.catalogue.say("letters", f"fact.{matter}", **values)


def _titles(facts: Sequence[Told], voice: Voice) -> list[str]:
    """Each text once, with how strong it is: the first document of each rule.

    A text that was not in force for every entry, or does not speak of it, names the entries it goes with.
    """
    behind: dict[str, set[int]] = {}
    for number, entry in enumerate(facts, start=1):
        for rule in (rule for _, sighting in entry.seen for rule in sighting.rules if rule.sources):
            behind.setdefault(_title(rule, voice), set()).add(number)
    return [title if len(entries) == len(facts) else _with(title, entries, voice) for title, entries in behind.items()]


def _with(title: str, entries: set[int], voice: Voice) -> str:
    return say(voice, "letter.rule_for", rule=title, entries=voice.joined([str(n) for n in sorted(entries)]))


def _title(rule: Rule, voice: Voice) -> str:
    title, standing = voice.of(rule.sources[0].title), voice.word("standing", rule.standing)
    return say(voice, "letter.rule", title=title, standing=standing)


def _observed(one: Observed, case: Case, voice: Voice, citations: Citations) -> Iterator[Block]:
    word = voice.word("conduct_matter", one.matter)
    yield Heading(3, word[:1].upper() + word[1:])
    yield Bullets(
        tuple(
            Item(
                fact_text(sighting, one.matter, _hours(sighting, case), voice).rstrip(),
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


def _hours(sighting: Sighting, case: Case) -> list[int]:
    return [hour for n in sighting.events if (hour := case.events[n].hour) is not None]


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
        yield Paragraph(say(voice, f"conduct.draft_none_{_no_letter(debt, ground)}"), tone=Tone.WARNING)
        return
    yield Paragraph(say(voice, "conduct.draft_intro"), tone=Tone.QUIET)
    yield from kept_simplified(voice)
    yield from (Paragraph(line) for line in chinese)
    if voice.lang != "zh":
        english = complaint(debt, found, ground, voice.catalogue)
        yield from (Paragraph(line, tone=Tone.QUIET) for line in english)
    yield Heading(3, say(voice, "conduct.where"))
    yield Bullets(tuple(_where(debt, ground, voice, citations)))


def _where(debt: str, ground: Ground, voice: Voice, citations: Citations) -> Iterator[Item]:
    case, book = ground.case, ground.book
    kind, profile = lender_kinds(case, book)[debt], profile_of(case.debt(debt), book)
    if stage(case.debt(debt), case) is Stage.ASSIGNED:
        yield Item(say(voice, "conduct.bought"))
        return
    if kind in _NO_LINE:
        yield Item(say(voice, "conduct.private"))
    elif kind is LenderKind.MICROLOAN:
        yield Item(say(voice, "conduct.microloan"))
    for channel in () if profile is None or kind in _NO_LINE else profile.channels:
        if channel.use in ("complain", "supervise"):
            how = voice.of(channel.how)
            number = ""
            if channel.number and channel.number not in how:
                number = voice.catalogue.say("channels", "frame.telephone", number=channel.number)
            yield Item(voice.sentences(how, number), citations.cite(channel))
    for row in _SUPERVISED:
        rule = book.rule(row, case.as_of)
        if rule is not None and rule.reaches(kind):
            yield Item(voice.of(rule.use), citations.cite(rule))
    yield Item(say(voice, "conduct.truthful"))
