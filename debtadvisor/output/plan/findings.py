"""The findings of triage as cards: what it is, what to do, what not to do, what to say. No figure of any plan."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from debtadvisor.core.triage.deadlines import is_weekend, last_day, may_run_on, near_holiday, rolled
from debtadvisor.core.triage.model import Finding, Level, Triage
from debtadvisor.core.value import value
from debtadvisor.output.blocks import Block, Bullets, Heading, Item, Paragraph, Spoken, Tone
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Speech
from debtadvisor.text.catalogue import Catalogue, Value

# So many flags are shown in full in front of the plan; the others by their titles, and in full behind it.
FLAGS_IN_FRONT = 3


def title_of(finding: Finding, voice: Speech) -> str:
    """The card's title, without the debt that it is about."""
    return _card(finding, voice).title


@value(kw_only=False)
class _Card:
    """One card's words. Findings whose words are the same share a card, and its title names all their debts."""

    finding: Finding
    title: str
    body: str
    steps: tuple[Item, ...]
    said: tuple[Spoken, ...]
    debts: tuple[str, ...]


def front_findings(triage: Triage, voice: Speech, citations: Citations) -> list[Block]:
    """Every HOLD and the first flags in full, the other flags by title. [] when nothing was found."""
    held = _cards([f for f in triage.findings if f.level is Level.HOLD], voice)
    flags = _cards(triage.flags, voice)
    if not held and not flags:
        return []
    blocks: list[Block] = [Heading(2, voice.say("findings.heading"))]
    for one in held:
        blocks.extend(_shown(one, voice, citations))
    blocks.extend(_how_to_confirm(triage.findings, voice))
    for one in flags[:FLAGS_IN_FRONT]:
        blocks.extend(_shown(one, voice, citations))
    if rest := flags[FLAGS_IN_FRONT:]:
        blocks.append(Paragraph(voice.say("findings.more", count=len(rest))))
        blocks.append(Bullets(tuple(Item(_titled(one, voice)) for one in rest)))
    return blocks


def other_findings(triage: Triage, voice: Speech, citations: Citations) -> list[Block]:
    """The flags that stood in front by title only."""
    rest = _cards(triage.flags, voice)[FLAGS_IN_FRONT:]
    if not rest:
        return []
    heading = Heading(2, voice.say("findings.rest"))
    return [heading, *(block for one in rest for block in _shown(one, voice, citations))]


def cards(findings: Sequence[Finding], heading: str, voice: Speech, citations: Citations) -> list[Block]:
    """Those findings in full below a heading; no heading when it is ""."""
    blocks: list[Block] = [Heading(2, heading)] if heading else []
    for one in _cards(findings, voice):
        blocks.extend(_shown(one, voice, citations))
    return [*blocks, *_how_to_confirm(findings, voice)]


def _how_to_confirm(findings: Sequence[Finding], voice: Speech) -> Iterator[Block]:
    """How a person who has looked says so in the case: once, with the finding and the debt of every open HOLD."""
    open_ = [f for f in findings if f.level is Level.HOLD and not f.confirmed]
    wanted = [
        voice.say("findings.confirm_one", code=f.code, debt=f.debt)
        if f.debt
        else voice.say("findings.confirm_all", code=f.code)
        for f in open_
    ]
    if wanted:
        joint = voice.say("findings.confirm_joint")
        how = voice.say("findings.confirm_how", items=joint.join(dict.fromkeys(wanted)))
        yield Paragraph(how, tone=Tone.QUIET)


def _cards(findings: Sequence[Finding], voice: Speech) -> list[_Card]:
    """One card for each finding, those with the same words together at the place of the first."""
    found: list[_Card] = []
    for finding in findings:
        new = _card(finding, voice)
        for n, old in enumerate(found):
            if _same(old, new):
                found[n] = replace(old, debts=tuple(dict.fromkeys((*old.debts, *new.debts))))
                break
        else:
            found.append(new)
    return found


def _same(one: _Card, other: _Card) -> bool:
    a, b = one.finding, other.finding
    if (a.code, a.deadline, a.confirmed, a.rules) != (b.code, b.deadline, b.confirmed, b.rules):
        return False
    return (one.title, one.body, one.steps, one.said) == (other.title, other.body, other.steps, other.said)


def _card(finding: Finding, voice: Speech) -> _Card:
    values = _values(finding, voice)
    code, dont = finding.code, voice.say("findings.dont")
    steps = [Item(line) for line in voice.catalogue.lines("triage", f"{code}.do", **values)]
    steps += [Item(line, label=dont) for line in voice.catalogue.lines("triage", f"{code}.dont", **values)]
    return _Card(
        finding=finding,
        title=voice.catalogue.say("triage", f"{code}.title", **values),
        body=voice.catalogue.say("triage", f"{code}.body", **values),
        steps=tuple(steps),
        said=tuple(_spoken(finding, voice, values)),
        debts=(voice.name(finding.debt),) if finding.debt else (),
    )


def _titled(one: _Card, voice: Speech) -> str:
    debts = [debt for debt in one.debts if debt not in one.title]
    return voice.say("findings.about_debt", title=one.title, debt=voice.joined(debts)) if debts else one.title


def _shown(one: _Card, voice: Speech, citations: Citations) -> Iterator[Block]:
    finding = one.finding
    level = "" if finding.level is Level.STOP else voice.say(f"findings.{finding.level}") + _colon(voice)
    yield Heading(3, f"{level}{_titled(one, voice)}")
    yield Paragraph(one.body, citations.cite(*finding.rules))
    if finding.deadline is not None:
        yield Paragraph(_until(finding, finding.deadline, voice), tone=Tone.WARNING)
    if finding.confirmed:
        yield Paragraph(voice.say("findings.confirmed"), tone=Tone.QUIET)
    if one.steps:
        yield Bullets(one.steps)
    yield from one.said


def _until(finding: Finding, day: date, voice: Speech) -> str:
    """The last day; of a court's period that ends on a weekend also where it usually moves. A hearing never moves."""
    told = dict(finding.values)
    counted = last_day(date.fromisoformat(told["served"])) if "served" in told else day
    if may_run_on(counted, day) and day.isoformat() != told.get("hearing"):
        return voice.say("findings.deadline_holiday", day=day)
    said = voice.say("findings.deadline", day=day)
    if day.isoformat() not in (told.get("last_day"), told.get("defence")):
        return said
    if not is_weekend(day):
        return voice.sentences(said, voice.say("findings.deadline_near_holiday")) if near_holiday(day) else said
    return voice.sentences(said, voice.say("findings.deadline_weekend", day=day, next=rolled(day)))


def _spoken(finding: Finding, voice: Speech, values: dict[str, Value]) -> list[Spoken]:
    """The line to say, always Chinese, with English beside it on an English page."""
    key = f"{finding.code}.say"
    if not voice.catalogue.find("triage", key):
        return []
    here = voice.catalogue.say("triage", key, **values)
    label = voice.say("findings.say") + _colon(voice)
    if voice.lang == "zh":
        return [Spoken(zh=here, label=label)]
    chinese = Catalogue("zh").say("triage", key, **values)
    return [Spoken(zh=chinese, label=label, beside=here)]


def _values(finding: Finding, voice: Speech) -> dict[str, Value]:
    deadline: Value = finding.deadline or voice.say("findings.no_deadline")
    return {**voice.values(finding.values), "debt": voice.name(finding.debt), "deadline": deadline}


def _colon(voice: Speech) -> str:
    return "：" if voice.lang == "zh" else ": "
