"""``rehearse CASE``: the call played through beforehand, with a word on what must not be said."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from debtadvisor.cli import options as o

if TYPE_CHECKING:  # importing these at start would slow every command
    from collections.abc import Sequence

    from debtadvisor.cli.page import Page
    from debtadvisor.core.plan.model import Plan, Stopped
    from debtadvisor.core.policy.model import PolicyBook
    from debtadvisor.core.rehearse.model import Answer, Played, Pressure, Scene
    from debtadvisor.intake.rehearsal import FromLines, FromPerson
    from debtadvisor.output.blocks import Block

Text = str | None


def rehearse(
    case: o.CaseFile,
    debt: Annotated[Text, o.flag("--debt", "ID", "哪一笔；只有一笔时可以不写 / which debt")] = None,
    pressure: Annotated[
        Text, o.flag("--pressure", "HOW", "1 平和（默认）、2 强硬、3 催得紧；或 calm、firm、hard / how hard")
    ] = None,
    play: Annotated[Text, o.flag("--play", "FILE", "从文件读您的话，一行一句 / your lines from a file")] = None,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    output: o.Output = None,
    strict: o.Strict = False,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """打电话之前先练一遍 / practise the call beforehand."""
    from debtadvisor.cli.exits import PERSON_FIRST
    from debtadvisor.cli.gather import book_for, case_of, needs_a_person, plan_of
    from debtadvisor.cli.page import Page
    from debtadvisor.core.plan.model import Stopped
    from debtadvisor.core.rehearse.scene import scene

    _from_one_place(case, play)
    page = Page(lang=lang, format=format_, output=output, plain=plain, width=width)
    book = book_for(policies)
    plan = plan_of(case_of(case, book), book, strict=strict)
    if isinstance(plan, Stopped):
        _show_stop(plan, page, book)
        raise typer.Exit(PERSON_FIRST)
    chosen, how = _asked(plan, book, debt, pressure)
    answers = _answers(case, play, page)
    performed = _Performance(scene(plan, book, chosen, how), plan, book, page, aloud=play is None)
    try:
        performed.play(answers)
    except KeyboardInterrupt:
        typer.echo("\n" + page.catalogue().say("rehearse", "ask.stopped"), err=True)
        raise
    if performed.help_first or needs_a_person(plan):
        raise typer.Exit(PERSON_FIRST)


def _from_one_place(case: str, play: Text) -> None:
    from debtadvisor.core.errors import InputError, Problem

    if case == "-" and play == "-":
        raise InputError([Problem("--play", "one_standard_input")])


def _asked(plan: "Plan", book: "PolicyBook", debt: Text, pressure: Text) -> "tuple[str, Pressure]":
    """The debt and the pressure that are meant. Raises InputError with all that is wrong."""
    from debtadvisor.core.rehearse.model import Pressure
    from debtadvisor.core.rehearse.scene import playable
    from debtadvisor.intake.flags import Flags

    flags, can = Flags(plan.case.as_of), playable(plan, book)
    ids = [one.id for one in plan.case.debts]
    if debt is None and len(can) > 1:
        flags.report("--debt", "which_debt", allowed=", ".join(can))
    elif debt is not None and debt not in ids:
        flags.report("--debt", "unknown_debt", given=debt, allowed=", ".join(ids))
    elif not can:
        flags.report("", "nothing_to_rehearse")
    elif debt is not None and debt not in can:
        flags.report("--debt", "no_call_here", given=debt, allowed=", ".join(can))
    by_number = {str(n): one.value for n, one in enumerate(Pressure, start=1)}
    given = (pressure or Pressure.CALM.value).strip()
    how = flags.code("--pressure", by_number.get(given, given), Pressure)
    flags.check()
    return debt or can[0], how


def _answers(case: str, play: Text, page: "Page") -> "FromLines | FromPerson":
    """A script file, or the person at the terminal. Raises InputError where there is neither."""
    from debtadvisor.core.errors import InputError, Problem
    from debtadvisor.intake.rehearsal import FromLines, FromPerson, script_lines

    if play is not None:
        return FromLines(script_lines(play), play)
    if case == "-" or not sys.stdin.isatty() or not sys.stdout.isatty():
        raise InputError([Problem("", "rehearse_no_terminal")])
    from debtadvisor.cli.wizard import prompter_for

    words = page.catalogue()
    return FromPerson(prompter_for(words, page.plain), words)


def _show_stop(plan: "Stopped", page: "Page", book: "PolicyBook") -> None:
    if page.format is o.Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.rehearse.export import stopped_document

        page.write(to_json(stopped_document(plan)))
        return
    from debtadvisor.output.plan.stop import stop_report
    from debtadvisor.output.voice import Voice

    page.show(stop_report(plan, Voice(page.catalogue(), plan.case, book)))


class _Performance:
    """One scene on its way. `aloud` shows each part as it comes; else everything is shown at the end."""

    def __init__(self, scene: "Scene", plan: "Plan", book: "PolicyBook", page: "Page", *, aloud: bool) -> None:
        from debtadvisor.output.rehearse.page import RehearsalPage

        self.scene, self.plan, self.book, self.page, self.aloud = scene, plan, book, page, aloud
        self.view = RehearsalPage(scene, plan, book, page.catalogue())
        self.played: list[Played] = []
        self.parts: list[list[Block]] = []
        self.help_first = False

    def play(self, answers: "FromLines | FromPerson") -> None:
        """Plays to the end, to the word that ends it, or to the help page. Raises KeyboardInterrupt on Ctrl-C."""
        from debtadvisor.core.rehearse.model import Answer
        from debtadvisor.intake.rehearsal import Instead

        self._show(self.view.opening())
        while len(self.played) < len(self.scene.turns):
            turn = self.scene.turns[len(self.played)]
            self._show(self.view.line(len(self.played)))
            answer = answers.next(len(turn.choices), self.view.hint(turn))
            if isinstance(answer, Answer):
                self._answer(answer)
            elif answer is Instead.BACK:
                self.played = self.played[:-1]
            elif answer is Instead.HELP_FIRST:
                self._help()
                return
            else:
                break
        self._close()

    def _answer(self, answer: "Answer") -> None:
        from debtadvisor.core.rehearse.play import answered
        from debtadvisor.intake.spoken import said
        from debtadvisor.text.catalogue import Catalogue
        from debtadvisor.text.rehearsed import spoken

        turn, chinese = self.scene.turns[len(self.played)], Catalogue("zh")
        one = answered(self.scene, turn, answer, lambda choice: said(spoken(chinese, choice)))
        self.played.append(one)
        own = [] if self.aloud else self.view.said(turn, answer, one.slips)
        self._show([*own, *self.view.feedback(one)])

    def _close(self) -> None:
        from debtadvisor.core.rehearse.play import summary

        found = summary(self.scene, self.played)
        self._show(self.view.closing(found))
        if self.page.format is o.Format.JSON:
            from debtadvisor.output.document import to_json
            from debtadvisor.output.rehearse.export import rehearse_document

            self.page.write(to_json(rehearse_document(self.plan, self.scene, self.played, found)))
        elif not self.aloud or self.page.output is not None or self.page.format is not o.Format.TEXT:
            self.page.show(self.view.report(*self.parts))

    def _help(self) -> None:
        """Someone may be in danger of their life: the scene is over, and only help is shown."""
        from debtadvisor.core.plan.model import Stopped
        from debtadvisor.core.triage.model import Finding, Level, Triage

        self.help_first = True
        found = Triage((Finding(level=Level.STOP, code="self_harm"),))
        _show_stop(
            Stopped(case=self.plan.case, triage=found, book_version=self.plan.book_version), self.page, self.book
        )

    def _show(self, blocks: "Sequence[Block]") -> None:
        self.parts.append(list(blocks))
        if self.aloud:
            from debtadvisor.cli.page import Page

            screen = Page(lang=self.page.lang, plain=self.page.plain, width=self.page.width)
            if len(self.parts) > 1:
                screen.write("\n")
            screen.show(self.view.report(blocks))
