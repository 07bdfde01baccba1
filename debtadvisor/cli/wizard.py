"""``wizard``: questions one by one, then the plan, then the saved case file."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from debtadvisor.cli import options as o

if TYPE_CHECKING:  # importing these at start would slow every command
    from collections.abc import Mapping

    from debtadvisor.cli.page import Page
    from debtadvisor.intake.prompters import Prompter
    from debtadvisor.text.catalogue import Catalogue


def wizard(
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="FILE", help="案情存到哪里 / where to save the case", show_default=False),
    ] = None,
    draft: Annotated[
        Path | None,
        typer.Option("--draft", metavar="FILE", help="草稿存到哪里 / where to keep the draft", show_default=False),
    ] = None,
    no_draft: Annotated[bool, typer.Option("--no-draft", help="不留草稿（共用的电脑）/ keep no draft")] = False,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="不提问，列出缺什么 / ask nothing, list the keys")
    ] = False,
    lang: o.Lang = None,
    policies: o.Policies = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """一步一步问，然后给出方案 / ask step by step, then show the plan."""
    from datetime import date

    from debtadvisor.cli.gather import book_for, case_of_answers
    from debtadvisor.cli.main import PERSON_FIRST
    from debtadvisor.cli.page import Page
    from debtadvisor.cli.plan import show_plan
    from debtadvisor.core.errors import InputError, Problem
    from debtadvisor.intake.drafts import discard_draft
    from debtadvisor.intake.lender_names import lender_names
    from debtadvisor.intake.wizard import missing_answers, run_wizard

    if no_input or not sys.stdin.isatty():
        raise InputError([Problem("", "no_terminal"), *missing_answers({})])
    page = Page(lang=lang, plain=plain, width=width)
    words = page.catalogue()
    book = book_for(policies)
    prompter = prompter_for(words, plain)
    kept = None if no_draft else draft or default_draft()
    end = run_wizard(prompter, lender_names(book), date.today(), kept, words)
    if end.stopped:
        _help_first(end.answers, page)
        raise typer.Exit(PERSON_FIRST)
    case = case_of_answers(end.answers, "", book)
    path = save or _ask_where(prompter, words)
    if path is not None:
        from debtadvisor.intake.files import write_case

        write_case(path, case)
        if kept is not None:
            discard_draft(kept)
        prompter.tell(words.say("cli", "saved", path=str(path)))
        prompter.tell(words.say("cli", "again", path=str(path)))
    show_plan(case, book, page)


def default_draft() -> Path:
    """A file in this user's own folder for such things, made so that only they can look into it."""
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    folder = Path(base) / "debtadvisor"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / "draft.toml"


def prompter_for(words: "Catalogue", plain: bool) -> "Prompter":
    """Arrow keys where the terminal can show them; numbered lines for screen readers and simple terminals."""
    from debtadvisor.intake.prompters import PlainPrompter, QuestionaryPrompter

    if plain or os.environ.get("TERM") == "dumb" or os.environ.get("ACCESSIBLE") or not sys.stdout.isatty():
        return PlainPrompter(words)
    return QuestionaryPrompter(words)


def _ask_where(prompter: "Prompter", words: "Catalogue") -> Path | None:
    """Where to save; None when the person wants nothing kept."""
    from debtadvisor.intake.prompters import Question
    from debtadvisor.intake.wizard_steps import Ask

    prompt, help_, why = (words.say("cli", f"save_{part}") for part in ("prompt", "help", "why"))
    answer = prompter.ask(Question(key="save", ask=Ask.TEXT, prompt=prompt, help=help_, why=why, initial="case.toml"))
    if not isinstance(answer, str) or not answer.strip():
        return None
    return Path(answer.strip()).expanduser()


def _help_first(answers: "Mapping[str, object]", page: "Page") -> None:
    """The help page, without any figure, for someone who is not safe or writes of harming themselves."""
    from debtadvisor.core.triage.model import Finding, Level, Triage
    from debtadvisor.output.report_stop import help_page

    borrower = answers.get("borrower")
    unsafe = isinstance(borrower, dict) and borrower.get("safe") is False
    found = Finding(level=Level.STOP, code="not_safe" if unsafe else "self_harm")
    page.show(help_page(Triage((found,)), page.catalogue()))
