"""Which saved cases a change of the book touches, and which rows of the book a case rests on."""

from collections.abc import Iterable, Sequence
from datetime import date

from debtadvisor.core.case import Case, Debt
from debtadvisor.core.plan.model import Plan, Stopped
from debtadvisor.core.policy.compare import Change, EntryKind
from debtadvisor.core.policy.model import PolicyBook, ReliefTerm, Rule
from debtadvisor.core.relief.options import profile_of
from debtadvisor.core.script.model import Script
from debtadvisor.core.value import value
from debtadvisor.output.blocks import Block, Heading, Item, Paragraph, Report, Tone, bullets
from debtadvisor.output.book.changes import change_items
from debtadvisor.output.book.rows import say
from debtadvisor.output.voice import Speech, Voice
from debtadvisor.text.catalogue import Catalogue


@value
class DebtRows:
    """What one debt rests on. `profile` is "" for a creditor outside the book; `line` holds what it extends."""

    debt: str
    profile: str
    line: tuple[str, ...]
    relief: tuple[str, ...]
    rules: tuple[str, ...]


@value
class CaseRows:
    """What a case rests on. `rules` are those of findings about the whole case. `stopped`: no plan, only help."""

    file: str
    case: Case
    stopped: bool
    debts: tuple[DebtRows, ...]
    rules: tuple[str, ...]


def case_rows(
    file: str, result: Plan | Stopped, packs: Sequence[Script], book: PolicyBook, days: Iterable[date]
) -> CaseRows:
    """The rows behind that plan and its scripts: the lender's relief rows of those days, the law rows they cite."""
    case, when = result.case, tuple(days)
    return CaseRows(
        file=file,
        case=case,
        stopped=isinstance(result, Stopped),
        debts=tuple(_debt_rows(debt, result, packs, book, when) for debt in case.debts),
        rules=_found(result, ""),
    )


def _debt_rows(
    debt: Debt, result: Plan | Stopped, packs: Sequence[Script], book: PolicyBook, days: tuple[date, ...]
) -> DebtRows:
    profile = profile_of(debt, book)
    relief = [term.id for day in days for term in book.relief(profile.id, day)] if profile else []
    said = [
        claim.row.id
        for pack in packs
        if pack.debt == debt.id
        for point in pack.points
        for claim in point.claims
        if claim.row.id in book.rules
    ]
    return DebtRows(
        debt=debt.id,
        profile=profile.id if profile else "",
        line=book.lineage(profile.id) if profile else (),
        relief=tuple(dict.fromkeys(relief)),
        rules=tuple(dict.fromkeys((*_found(result, debt.id), *said))),
    )


def _found(result: Plan | Stopped, debt_id: str) -> tuple[str, ...]:
    """Law rows of the findings about that debt, or about the whole case for ""."""
    return tuple(dict.fromkeys(r.id for f in result.triage.findings if f.debt == debt_id for r in f.rules))


def together(now: CaseRows, before: CaseRows | None) -> CaseRows:
    """The rows of the same case under two books; `before` None when the older book did not know its lenders."""
    if before is None:
        return now
    debts = tuple(
        DebtRows(
            debt=a.debt,
            profile=a.profile,
            line=_both(a.line, b.line),
            relief=_both(a.relief, b.relief),
            rules=_both(a.rules, b.rules),
        )
        for a, b in zip(now.debts, before.debts, strict=True)
    )
    rules = _both(now.rules, before.rules)
    return CaseRows(file=now.file, case=now.case, stopped=now.stopped, debts=debts, rules=rules)


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def rests_page(cases: Sequence[CaseRows], book: PolicyBook, catalogue: Catalogue) -> Report:
    """For each case the rows of the book behind it, counted and named."""
    speech = Speech(catalogue)
    blocks: list[Block] = [
        Heading(1, say(speech, "rests_title")),
        Paragraph(say(speech, "rests_about", version=book.version, cases=len(cases))),
    ]
    for one in cases:
        voice = Voice(catalogue, one.case, book)
        blocks.append(Heading(2, one.file))
        blocks += [_stopped(voice)] if one.stopped else _rests(one, voice)
    return Report(speech.lang, tuple(blocks))


def _stopped(voice: Speech) -> Paragraph:
    return Paragraph(say(voice, "affects_stopped"), tone=Tone.WARNING)


def _rests(one: CaseRows, voice: Voice) -> list[Block]:
    relief = {row for debt in one.debts for row in debt.relief}
    rules = {*one.rules, *(row for debt in one.debts for row in debt.rules)}
    blocks: list[Block] = [Paragraph(say(voice, "rests_count", relief=len(relief), rules=len(rules)))]
    items = [Item(say(voice, "rests_rules", ids=voice.joined(one.rules)), label=say(voice, "whole_case"))]
    return [*blocks, bullets([*(items if one.rules else []), *(_rests_debt(debt, voice) for debt in one.debts)])]


def _rests_debt(debt: DebtRows, voice: Voice) -> Item:
    text = say(voice, "rests_profile", id=debt.profile) if debt.profile else say(voice, "rests_outside")
    if debt.relief:
        text = voice.sentences(text, say(voice, "rests_relief", ids=voice.joined(debt.relief)))
    if debt.rules:
        text = voice.sentences(text, say(voice, "rests_rules", ids=voice.joined(debt.rules)))
    return Item(text, label=voice.name(debt.debt))


def affects_page(
    cases: Sequence[CaseRows], changes: Sequence[Change], old: PolicyBook, new: PolicyBook, catalogue: Catalogue
) -> Report:
    """For each case the changes that its debts see. Days of checking and review alone touch no case."""
    speech = Speech(catalogue)
    real = [change for change in changes if not change.is_upkeep]
    parts = [_touched(one, real, new, catalogue) for one in cases]
    touched = sum(1 for part in parts if part)
    about = say(
        speech, "affects_about", old=old.version, new=new.version, cases=len(cases), touched=touched, changes=len(real)
    )
    blocks: list[Block] = [Heading(1, say(speech, "affects_title")), Paragraph(about)]
    for one, part in zip(cases, parts, strict=True):
        blocks += [Heading(2, one.file), *(part or [Paragraph(say(speech, "affects_none"))])]
    return Report(speech.lang, tuple(blocks))


def _touched(one: CaseRows, changes: Sequence[Change], book: PolicyBook, catalogue: Catalogue) -> list[Block]:
    """The changes that a case sees, the whole case first, then debt by debt; nothing when it sees none."""
    voice = Voice(catalogue, one.case, book)
    wide = [change for change in changes if _wide(change, one, book)]
    by_debt = [(debt, [change for change in changes if _sees(debt, change, book)]) for debt in one.debts]
    if not wide and not any(mine for _, mine in by_debt):
        return []
    if one.stopped:
        return [_stopped(voice)]
    blocks: list[Block] = []
    if wide:
        blocks += [Heading(3, say(voice, "whole_case")), bullets(change_items(wide, voice))]
    for debt, mine in by_debt:
        if mine:
            blocks += [Heading(3, voice.name(debt.debt)), bullets(change_items(mine, voice))]
    return blocks


def _wide(change: Change, one: CaseRows, book: PolicyBook) -> bool:
    """Whether the change bears on the whole case: a planning default, a law row of a finding about all of it."""
    if change.entry is EntryKind.DEFAULT:
        return True
    return change.id in one.rules if change.entry is EntryKind.RULE else _cited(change, one.rules, book)


def _sees(debt: DebtRows, change: Change, book: PolicyBook) -> bool:
    match change.entry:
        case EntryKind.RELIEF:
            return change.id in debt.relief
        case EntryKind.LENDER:
            return change.profile in debt.line and (change.profile == debt.profile or debt.profile in change.reaches)
        case EntryKind.RULE:
            return change.id in debt.rules
        case EntryKind.LPR:
            return _by_lpr(debt, book)
        case _:
            return _cited(change, (*debt.rules, *debt.relief), book)


def _by_lpr(debt: DebtRows, book: PolicyBook) -> bool:
    """Whether a ceiling that is told in multiples of the LPR reaches the lender."""
    lender = book.lenders.get(debt.profile)
    ceilings = [rule for rule in book.rules.values() if "lpr_multiple" in rule.figures]
    return lender is not None and any(rule.scope and rule.reaches(lender.kind) for rule in ceilings)


def _cited(change: Change, rows: Iterable[str], book: PolicyBook) -> bool:
    """Whether one of these rows cites the source that changed."""
    if change.entry is not EntryKind.SOURCE:
        return False
    wanted = frozenset(rows)
    said: list[ReliefTerm | Rule] = [*book.terms, *book.rules.values()]
    return any(source.id == change.id for row in said if row.id in wanted for source in row.sources)
