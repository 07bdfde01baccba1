"""The log of contacts as pages: what was recorded, the list, what is due."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from debtadvisor.core.case import Case, Event
from debtadvisor.core.codes import EventKind
from debtadvisor.core.log import Due, Entry, Payment
from debtadvisor.core.triage.model import Finding
from debtadvisor.output.blocks import Block, Bullets, Heading, Item, Paragraph, Report, Tone, bullets
from debtadvisor.output.report_findings import title_of
from debtadvisor.output.report_voice import Voice
from debtadvisor.text.catalogue import Value


def say(voice: Voice, key: str, /, **values: Value) -> str:
    """A sentence of ``log.toml``."""
    return voice.catalogue.say("log", key, **values)


def recorded_report(entry: Entry, path: str, changes: Sequence[Finding], voice: Voice) -> Report:
    """What was written, when to look again, and the titles of the findings that it raises."""
    blocks: list[Block] = [
        Heading(1, say(voice, "title_recorded")),
        Bullets((_line(entry.event, voice),)),
        Paragraph(say(voice, "saved", path=path)),
    ]
    if entry.event.next_date is not None:
        blocks.append(Paragraph(say(voice, "remind", day=entry.event.next_date, path=path)))
    if changes:
        blocks.append(Paragraph(say(voice, "changed", path=path), tone=Tone.WARNING))
        blocks.append(bullets(dict.fromkeys(title_of(finding, voice) for finding in changes)))
    return Report(voice.lang, tuple(blocks))


def list_report(entries: Sequence[Entry], searched: bool, voice: Voice) -> Report:
    """The entries, newest last."""
    blocks: list[Block] = [Heading(1, say(voice, "title"))]
    if entries:
        blocks.append(Bullets(tuple(_line(entry.event, voice) for entry in entries)))
        blocks.append(Paragraph(say(voice, "keep_whole"), tone=Tone.QUIET))
    else:
        blocks.append(Paragraph(say(voice, "none_found" if searched else "none")))
    return Report(voice.lang, tuple(blocks))


def due_report(found: Sequence[Due], paid: Sequence[Payment], on: date, path: str, voice: Voice) -> Report:
    """What is due with its next step, then the payments of the plan that come soon."""
    blocks: list[Block] = [Heading(1, say(voice, "title_due"))]
    blocks.append(Paragraph(say(voice, "due.intro" if found else "due.none", day=on)))
    for one in found:
        blocks.append(Heading(3, _since(one, on, voice)))
        blocks.append(Bullets((_line(one.entry.event, voice),)))
        blocks.append(Paragraph(_step(one, path, voice), tone=Tone.WARNING if one.person_first else Tone.NORMAL))
    blocks.append(Heading(2, say(voice, "due.payments")))
    if paid:
        blocks.append(Bullets(tuple(_payment(one, voice) for one in paid)))
    else:
        blocks.append(Paragraph(say(voice, "due.no_payments")))
    return Report(voice.lang, tuple(blocks))


def searchable(case: Case, voice: Voice) -> Mapping[int, str]:
    """How pages name the debt and the kind of each event, so that a search finds them by these words."""
    return {n: " ".join((voice.name(event.debt), *_what(event, voice))) for n, event in enumerate(case.events)}


def _since(one: Due, on: date, voice: Voice) -> str:
    name = voice.name(one.entry.event.debt) or say(voice, "about_none")
    days = (on - one.on).days
    said = say(voice, "due.since", days=days) if days else say(voice, "due.since_today")
    return say(voice, "joint").join((name, said))


def _step(one: Due, path: str, voice: Voice) -> str:
    if one.person_first:
        return say(voice, "due.person_first")
    if one.letter is None:
        return say(voice, "due.look")
    word, debt = voice.word("follow_up", one.letter), one.entry.event.debt
    if not debt:
        return say(voice, "due.letter_no_debt", letter=word, code=one.letter.value)
    return say(voice, "due.letter", letter=word, path=path, debt=debt, code=one.letter.value)


def _payment(one: Payment, voice: Voice) -> Item:
    how = say(voice, "due.as_contract" if one.as_contract else "due.proposed")
    text = say(voice, "joint").join((voice.name(one.debt), voice.yuan(one.fen), how))
    return Item(text, label=voice.day(one.on))


def _line(event: Event, voice: Voice) -> Item:
    parts = [voice.name(event.debt) or say(voice, "about_none"), *_what(event, voice)]
    parts += [say(voice, f"what.{key}", text=text) for key in ("who", "ticket") if (text := getattr(event, key))]
    if event.outcome is not None:
        parts.append(say(voice, "what.outcome", word=voice.word("outcome", event.outcome)))
    parts += [say(voice, f"what.{key}", text=text) for key in ("said", "promised") if (text := getattr(event, key))]
    if event.next_date is not None:
        parts.append(say(voice, "what.by", day=event.next_date))
    if event.note:
        parts.append(say(voice, "what.note", text=event.note))
    return Item(say(voice, "joint").join(parts), label=voice.day(event.on))


def _what(event: Event, voice: Voice) -> Iterator[str]:
    """What it was, by which way, at what hour, how often."""
    channel = voice.word("contact_channel", event.channel or "phone")
    if event.kind is EventKind.CONTACT:
        yield say(voice, "what.out" if event.outgoing else "what.in", channel=channel)
    else:
        what = voice.word("event_kind", event.kind)
        key = "other_out" if event.outgoing else "other_by" if event.channel else "other"
        values = {"what": what} if key == "other" else {"what": what, "channel": channel}
        yield say(voice, f"what.{key}", **values)
    if event.hour is not None:
        yield say(voice, "what.hour", hour=event.hour)
    if not event.answered:
        yield say(voice, "what.unanswered", count=event.count)
    elif event.count > 1:
        yield say(voice, "what.connected", count=event.count)
