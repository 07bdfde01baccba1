"""The what-if on a page: what was changed, now and what-if side by side, and what the changed plan follows with."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from debtadvisor.core.money import Money
from debtadvisor.core.plan.model import Plan, Stopped
from debtadvisor.core.plan.whatif import Change, ChangeCode, Gap, Reach, Target, WhatIf
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.output.blocks import Block, Cell, Column, Heading, Paragraph, Report, Row, Table, Tone, bullets
from debtadvisor.output.plan.compared import asked, debts_part, purses_part
from debtadvisor.output.plan.fold import FIRST, MANY
from debtadvisor.output.plan.stop import stop_report
from debtadvisor.output.plan.summary import owed
from debtadvisor.output.voice import Speech, Voice
from debtadvisor.text.catalogue import Catalogue
from debtadvisor.text.shapes import percent


def what_if_part(found: WhatIf, book: PolicyBook, catalogue: Catalogue, *, details: bool = False) -> list[Block]:
    """The warning that stands on top of the page, then the section that comes first. Many debts are told in short,
    unless `details`."""
    return list(_Page(found, book, catalogue, details=details).blocks())


class _Page:
    """One section on its way: the what-if and the two voices that tell it."""

    def __init__(self, found: WhatIf, book: PolicyBook, catalogue: Catalogue, *, details: bool) -> None:
        self.found, self.details = found, details
        self.voice = Voice(catalogue, found.base.case, book)
        self.say = Speech(catalogue, "whatif")

    def blocks(self) -> Iterator[Block]:
        base, changed, say = self.found.base, self.found.changed, self.say
        yield Paragraph(say.say("top"), tone=Tone.WARNING)
        yield Heading(2, say.say("heading"))
        yield bullets([self._change(one) for one in self.found.changes])
        if notes := [note for one in self.found.changes for note in self._notes(one)]:
            yield bullets(dict.fromkeys(notes))
        if self.found.target is not None:
            yield bullets(self._target(self.found.target))
        if any(one.code is ChangeCode.CLOSED for one in self.found.changes):
            yield from self._closed(self.found.gaps)
        if changed.left_out:
            yield Paragraph(say.say("note.left_out", debts=self._names(changed.left_out)), tone=Tone.WARNING)
        titles = (say.say("compare.now"), say.say("compare.then"))
        tables = purses_part(base, changed, titles, say, changed_only=True)
        yield from tables or [Paragraph(say.say("note.nothing"))]
        if tables:
            yield Heading(3, say.say("compare.debts"))
            yield from debts_part(base, changed, titles, self.voice, say, details=self.details)
        yield Paragraph(say.say("then_plan"), tone=Tone.QUIET)

    def _names(self, debts: Sequence[str]) -> str:
        if len(debts) <= MANY or self.details:
            return self.voice.joined([self.voice.name(debt) for debt in debts])
        first = self.voice.joined([self.voice.name(debt) for debt in debts[:FIRST]])
        return self.say.say("names.more", debts=first, count=len(debts))

    def _change(self, one: Change) -> str:
        say = self.say.say
        if one.code is ChangeCode.BUDGET:
            return say("change.budget", amount=Money(one.fen))
        if one.code is ChangeCode.EXTRA:
            return say(f"change.extra_{_direction(one.fen)}", amount=Money(abs(one.fen)))
        if one.code is ChangeCode.LUMP and one.on is not None:
            return say("change.lump", day=one.on, amount=Money(one.fen))
        if one.code is ChangeCode.INCOME:
            return say(f"change.income_{_direction(one.share)}", share=percent(abs(one.share)))
        if one.code is ChangeCode.TARGET and one.on is not None:
            return say("change.target", day=one.on)
        return say(f"change.{one.code}", debts=self._names(one.debts))

    def _notes(self, one: Change) -> Iterator[str]:
        """What must be known about that change before anything is read into it."""
        say, base = self.say.say, self.found.base
        if one.code is ChangeCode.BUDGET:
            has = _has(base)
            if one.fen > has:
                yield say("note.budget_above", has=Money(has), short=Money(one.fen - has))
        elif one.code is ChangeCode.EXTRA and one.fen > 0:
            yield say("note.extra")
        elif one.code is ChangeCode.LUMP:
            yield say("note.lump")
        elif one.code is ChangeCode.REFUSE:
            for debt in one.debts:
                if base.debt(debt).held or base.debt(debt).priority:
                    yield say("note.not_planned", debt=self.voice.name(debt))

    def _target(self, target: Target) -> list[str]:
        told = [self.voice.sentences(self._reach(one), self._countered(one)) for one in target.reaches]
        return told or [self.say.say("target.nobody")]

    def _reach(self, one: Reach) -> str:
        say, pot = self.say.say, self.say.word("pot", one.pot)
        if one.too_late:
            return say("target.too_late", pot=pot, debts=self._names(one.too_late))
        if one.needed is None:
            return say("target.never", pot=pot)
        needed, has = Money(one.needed), Money(one.has)
        if one.enough:
            return say("target.enough", pot=pot, needed=needed)
        if one.needed > one.has:
            return say("target.short", pot=pot, needed=needed, has=has, short=Money(one.needed - one.has))
        return say("target.needed", pot=pot, needed=needed, has=has)

    def _countered(self, one: Reach) -> str:
        """The same when the lenders answer with less; "" where it is not even reached when all agree."""
        say, answer = self.say.say, one.countered
        if one.needed is None:
            return ""
        if answer.too_late:
            return say("target.countered_too_late", debts=self._names(answer.too_late))
        if answer.needed is None:
            return say("target.countered_never")
        if answer.enough:
            return say("target.countered_enough", needed=Money(answer.needed))
        if answer.needed == one.needed:
            return say("target.countered_same")
        return say("target.countered", needed=Money(answer.needed))

    def _closed(self, gaps: Sequence[Gap]) -> Iterator[Block]:
        say = self.say.say
        if not gaps:
            yield Paragraph(say("closed.no_bill"))
            return
        columns = (
            Column(say("closed.debt")),
            Column(say("closed.on")),
            *(Column(say(f"closed.{name}"), right=True) for name in ("bill", "before", "short")),
        )
        told = gaps if len(gaps) <= MANY or self.details else gaps[:FIRST]
        rows = []
        for one in told:
            short: Cell = say("closed.not_known") if one.short is None else Money(one.short)
            rows.append(Row((self.voice.name(one.debt), one.on, Money(one.bill), Money(one.before), short)))
        yield Table(columns=columns, rows=tuple(rows), caption=say("closed.caption"))
        if rest := len(gaps) - len(told):
            yield Paragraph(say("closed.more", count=rest))
        relied = [one.debt for one in gaps if one.relied]
        yield Paragraph(say("closed.relied", debts=self._names(relied)) if relied else say("closed.nobody_relied"))


def _direction(number: int | Decimal) -> str:
    return "more" if number > 0 else "less" if number < 0 else "same"


def _has(plan: Plan) -> int:
    """What the statement leaves for the household's planned debts in the first full month, fen."""
    purse = plan.statement.pots[0]
    aside = sum(line.reserved[1] for line in plan.debts if line.debt.purpose is purse.pot and len(line.reserved) > 1)
    return max(purse.new_money[1] - aside, 0)


def against_report(
    first: Plan | Stopped,
    second: Plan | Stopped,
    book: PolicyBook,
    catalogue: Catalogue,
    files: tuple[str, str] = ("", ""),
) -> Report:
    """Two cases side by side; when one was stopped, its help alone. `files` are the names of their files, "" for none:
    two cases of one person are told apart by them."""
    for plan in (first, second):
        if isinstance(plan, Stopped):
            return stop_report(plan, Voice(catalogue, plan.case, book))
    assert isinstance(first, Plan)
    assert isinstance(second, Plan)
    say = Speech(catalogue, "whatif")
    titles = (say.say("against.a"), say.say("against.b"))
    voices = (Voice(catalogue, first.case, book), Voice(catalogue, second.case, book))
    about = [
        say.say(
            "against.about",
            side=title,
            case=_called(plan, file, say),
            as_of=plan.case.as_of,
            status=say.word("plan_status", plan.status),
        )
        for title, plan, file in zip(titles, (first, second), files, strict=True)
    ]
    blocks: list[Block] = [Heading(1, say.say("against.title")), bullets(about)]
    blocks += [Paragraph(say.say("against.rule"), tone=Tone.QUIET), Heading(2, say.say("against.totals"))]
    blocks += purses_part(first, second, titles, say)
    shared = [line.debt.id for line in first.debts if line.debt.id in {other.debt.id for other in second.debts}]
    if shared:
        blocks.append(Heading(2, say.say("against.debts")))
    for debt in shared:
        blocks += [Heading(3, voices[0].name(debt)), _side_by_side(debt, (first, second), voices, titles, say)]
    lonely = []
    for plan, voice, title in zip((first, second), voices, titles, strict=True):
        alone = [voice.name(line.debt.id) for line in plan.debts if line.debt.id not in shared]
        if alone:
            lonely.append(say.say("against.only", side=title, debts=voice.joined(alone)))
    if lonely:
        blocks.append(bullets(lonely))
    return Report(say.lang, tuple(blocks))


def _called(plan: Plan, file: str, say: Speech) -> str:
    name = plan.case.borrower.name.strip()
    if name and file:
        return say.say("against.named", name=name, file=file)
    return name or file or plan.case.id


def _side_by_side(
    debt: str, plans: tuple[Plan, Plan], voices: tuple[Voice, Voice], titles: tuple[str, str], say: Speech
) -> Table:
    rows: dict[str, list[Cell]] = {name: [] for name in ("owed", "ask", "count", "total", "highest")}
    for plan, voice in zip(plans, voices, strict=True):
        line = plan.debt(debt)
        balance, none = owed(line), say.say("against.not_there")
        rows["owed"].append(say.say("against.not_known") if balance is None else Money(balance))
        rows["ask"].append(asked(line, plan, voice, say))
        rows["count"].append(none if line.ask is None else line.ask.count)
        rows["total"].append(none if line.ask is None else Money(line.ask.total))
        rows["highest"].append(none if line.ask is None else Money(line.ask.schedule.highest))
    columns = (Column(say.say("compare.item")), *(Column(title, right=True) for title in titles))
    return Table(columns=columns, rows=tuple(Row((say.say(f"against.{name}"), *cells)) for name, cells in rows.items()))
