"""The log of contacts as pages: what was recorded, the list, what is due."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from debtadvisor.core.agreed import PERSONAL_LENDERS, is_binding_form
from debtadvisor.core.agreement import Agreement, PaperForm, PayTo
from debtadvisor.core.case import Case, Event
from debtadvisor.core.codes import EventKind, Outcome
from debtadvisor.core.log import Due, Entry, Missed, Payment
from debtadvisor.core.money import Money
from debtadvisor.core.offer.model import Judgement, Verdict
from debtadvisor.core.offer.shape import payments
from debtadvisor.core.plan.agreed import UNAFFORDABLE
from debtadvisor.core.plan.model import Plan
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.triage.model import Finding
from debtadvisor.core.value import value
from debtadvisor.output.blocks import Block, Bullets, Heading, Item, Paragraph, Report, Tone, bullets
from debtadvisor.output.offer.page import reasons
from debtadvisor.output.plan.findings import title_of
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import Value


def say(voice: Voice, key: str, /, **values: Value) -> str:
    """A sentence of ``log.toml``."""
    return voice.catalogue.say("log", key, **values)


@value
class Recorded:
    """What was written, and what follows from it.

    changes   findings that are new
    judged    an agreement's judgement with the plan and the book it was weighed by; None for anything else
    closed    others could read the file before, and now only its owner can
    """

    entry: Entry
    changes: Sequence[Finding] = ()
    judged: tuple[Judgement, Plan, PolicyBook] | None = None
    closed: bool = False


def recorded_report(found: Recorded, path: str, voice: Voice) -> Report:
    """What was written, when to look again, what an agreement is worth, and the titles of new findings."""
    entry, changes = found.entry, found.changes
    blocks: list[Block] = [
        Heading(1, say(voice, "title_recorded")),
        Bullets((_line(entry.event, voice),)),
        Paragraph(say(voice, "saved", path=path)),
    ]
    if found.closed:
        blocks.append(Paragraph(say(voice, "closed")))
    if not entry.event.debt and len(voice.case.debts) > 1:
        ids = ", ".join(debt.id for debt in voice.case.debts)
        blocks.append(Paragraph(say(voice, "which_debt", allowed=ids), tone=Tone.WARNING))
    if found.judged is not None:
        short = any(finding.code == UNAFFORDABLE for finding in changes)
        blocks.extend(_judged(*found.judged, path, voice, short=short))
    elif entry.event.outcome is Outcome.AGREED and entry.event.debt:
        blocks.append(Paragraph(say(voice, "agreed.record_it", path=path, debt=entry.event.debt)))
    if entry.event.next_date is not None:
        blocks.append(Paragraph(say(voice, "remind", day=entry.event.next_date, path=path)))
    if changes:
        blocks.append(Paragraph(say(voice, "changed", path=path), tone=Tone.WARNING))
        blocks.append(bullets(dict.fromkeys(title_of(finding, voice) for finding in changes)))
    return Report(voice.lang, tuple(blocks))


def _judged(
    judged: Judgement, plan: Plan, book: PolicyBook, path: str, voice: Voice, *, short: bool
) -> Iterator[Block]:
    """The agreement weighed: recorded all the same, whatever the verdict is; `short` when the plan cannot keep it."""
    yield Heading(2, say(voice, "agreed.heading"))
    tone = Tone.NORMAL if judged.verdict is Verdict.ACCEPT else Tone.WARNING
    yield Paragraph(say(voice, f"agreed.{_headline(judged)}"), tone=tone)
    yield bullets(reasons(judged, plan, book, voice))
    if missing := [voice.word("paper_term", term) for term in judged.missing]:
        must = missing[: judged.essential]
        if must:
            yield Paragraph(say(voice, "agreed.missing", terms=say(voice, "joint").join(must)))
        if rest := missing[judged.essential :]:
            yield Paragraph(say(voice, "agreed.missing_too", terms=say(voice, "joint").join(rest)), tone=Tone.QUIET)
        if _next(judged, short=short) == "replan" and judged.offer.form is PaperForm.WRITTEN:
            yield Paragraph(say(voice, "agreed.complete", path=path, debt=judged.debt))
    yield Paragraph(say(voice, f"agreed.{_next(judged, short=short)}", path=path))


def _next(judged: Judgement, *, short: bool) -> str:
    """Whether the plan now follows the agreement, and what else it takes."""
    if judged.offer.pay_to is PayTo.PERSONAL and judged.kind not in PERSONAL_LENDERS:
        return "not_yet_account"
    if not _binds(judged):
        return "not_yet"
    return "replan_short" if short else "replan"


def _headline(judged: Judgement) -> str:
    """What is still to be put on paper depends on the form that there is."""
    if judged.verdict is not Verdict.WRITING_FIRST:
        return judged.verdict
    return f"writing_first_{judged.offer.form if _binds(judged) else PaperForm.ORAL}"


def _binds(judged: Judgement) -> bool:
    return is_binding_form(judged.offer.form, judged.kind)


def list_report(entries: Sequence[Entry], searched: bool, voice: Voice) -> Report:
    """The entries, newest last."""
    blocks: list[Block] = [Heading(1, say(voice, "title"))]
    if entries:
        blocks.append(Bullets(tuple(_line(entry.event, voice) for entry in entries)))
        blocks.append(Paragraph(say(voice, "keep_whole"), tone=Tone.QUIET))
    else:
        blocks.append(Paragraph(say(voice, "none_found" if searched else "none")))
    return Report(voice.lang, tuple(blocks))


def due_report(
    found: Sequence[Due], open_: Sequence[Missed], paid: Sequence[Payment], on: date, path: str, voice: Voice
) -> Report:
    """What is due with its next step, agreed instalments that were missed, then the payments that come soon."""
    blocks: list[Block] = [Heading(1, say(voice, "title_due"))]
    blocks.append(Paragraph(say(voice, "due.intro" if found else "due.none", day=on)))
    for one in found:
        blocks.append(Heading(3, _since(one, on, voice)))
        blocks.append(Bullets((_line(one.entry.event, voice),)))
        blocks.append(Paragraph(_step(one, path, voice), tone=Tone.WARNING if one.person_first else Tone.NORMAL))
    if open_:
        blocks.append(Heading(2, say(voice, "missed.heading")))
        for gap in open_:
            blocks += _missed(gap, on, path, voice)
    blocks.append(Heading(2, say(voice, "due.payments")))
    if paid:
        blocks.append(Bullets(tuple(_payment(one, voice) for one in paid)))
    else:
        blocks.append(Paragraph(say(voice, "due.no_payments")))
    return Report(voice.lang, tuple(blocks))


def _missed(gap: Missed, on: date, path: str, voice: Voice) -> list[Block]:
    """What is open, what the paper says of it, and the next step: a call today, then the letter; or the receipt."""
    made, name = gap.agreed, voice.name(gap.debt)
    since = made.missed[0][0]
    said = [say(voice, "missed.short", debt=name, day=since, days=(on - since).days, amount=Money(made.short))]
    effects = [voice.word("late_effect", effect) for effect in made.terms.late]
    said.append(
        say(voice, "missed.late", effects=voice.joined(effects)) if effects else say(voice, "missed.late_unknown")
    )
    if made.cure is not None:
        said.append(say(voice, "missed.cure" if made.cure >= on else "missed.cure_over", day=made.cure))
    step = say(voice, "missed.step" if gap.kept else "missed.step_unkept", path=path, debt=gap.debt)
    paid = say(voice, "missed.if_paid", path=path, debt=gap.debt)
    return [bullets(said), Paragraph(step, tone=Tone.WARNING), Paragraph(paid, tone=Tone.QUIET)]


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
    how = say(voice, "due.catch_up" if one.catch_up else "due.as_contract" if one.as_contract else "due.proposed")
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
    if event.amount is not None:
        parts.append(voice.yuan(event.amount))
    if event.agreement is not None:
        parts += _terms(event.agreement, voice)
    if event.note:
        parts.append(say(voice, "what.note", text=event.note))
    return Item(say(voice, "joint").join(parts), label=voice.day(event.on))


def _terms(terms: Agreement, voice: Voice) -> Iterator[str]:
    """The terms in a few words: the payments, their sum, the form."""
    schedule = payments(terms.dated)
    first, last, total = schedule.due[0], schedule.due[-1], Money(schedule.total)
    yield voice.payments(schedule)
    yield say(voice, "what.once", day=first) if len(schedule) == 1 else say(voice, "what.span", first=first, last=last)
    if len(schedule) > 1:
        yield say(voice, "what.total", amount=total)
    if terms.waived:
        yield say(voice, "what.waived", amount=Money(terms.waived))
    yield voice.word("paper_form", terms.form)


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
