"""``wizard``: questions one by one, then the plan, then the saved case file and what to do next."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from debtadvisor.cli import options as o
from debtadvisor.cli.complete import case_files

if TYPE_CHECKING:  # importing these at start would slow every command
    from debtadvisor.cli.page import Page
    from debtadvisor.cli.wizard_end import Desk
    from debtadvisor.core.policy.model import PolicyBook
    from debtadvisor.intake.edited import EditedCase
    from debtadvisor.intake.prompters import Prompter
    from debtadvisor.intake.wizard.paste import ListReader
    from debtadvisor.text.catalogue import Catalogue


def wizard(
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="CASE",
            help="改一份已有的案情 / edit an existing case",
            show_default=False,
            autocompletion=case_files,
        ),
    ] = None,
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
    questions: Annotated[
        bool, typer.Option("--questions", help="列出会问的问题，给别的程序用 / the questions, for other programs")
    ] = False,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """一步一步问，然后给出方案 / ask step by step, then show the plan."""
    from debtadvisor.cli.gather import book_for
    from debtadvisor.cli.page import Page
    from debtadvisor.cli.wizard_end import Desk
    from debtadvisor.intake.lender_names import lender_names

    page = Page(lang=lang, format=format_, plain=plain, width=width)
    if questions:
        _show_questions(page)
        return
    book = book_for(policies)
    edited = _edited(from_, book) if from_ is not None else None
    if no_input or not sys.stdin.isatty():
        _list_missing(edited, asked=no_input, page=page)
        return
    page.insist_readable()
    words = page.catalogue()
    desk = Desk(
        prompter=prompter_for(words, plain),
        words=words,
        page=page,
        book=book,
        known=lender_names(book),
        edited=edited,
        save=save,
        draft=None if no_draft else _draft_path(draft, edited),
        flags=(*(("--lang", lang.value) if lang else ()), *(("--policies", str(policies)) if policies else ())),
    )
    _run(desk)


def _run(desk: "Desk") -> None:
    """Asks, with a draft when one is kept, and shows what came of it."""
    from contextlib import nullcontext
    from dataclasses import replace
    from functools import partial

    from debtadvisor.cli.exits import PERSON_FIRST
    from debtadvisor.cli.wizard_end import finish, help_first
    from debtadvisor.intake.wizard.draft_choice import Left, open_draft
    from debtadvisor.intake.wizard.run import Begin, run_wizard
    from debtadvisor.intake.wizard.words import greet

    greet(desk.prompter, desk.words, kept=desk.draft is not None)
    origin = desk.edited.state if desk.edited is not None else ""
    none = nullcontext((None, None))
    try:
        with none if desk.draft is None else open_draft(desk.prompter, desk.words, desk.draft, origin) as kept:
            draft, progress = kept
            begin = Begin(
                draft=draft,
                progress=progress,
                lists=_list_reader(desk),
                usual=partial(_usual, desk),
                called=_called(desk),
            )
            if desk.edited is not None:
                begin = replace(begin, progress=progress or desk.edited.start(), base=desk.edited.base)
            end = run_wizard(desk.prompter, desk.known, date.today, desk.words, begin)
            if end.stopped:
                help_first(end.answers, desk.page)
                raise typer.Exit(PERSON_FIRST)
            finish(desk, end.written, draft)
    except Left:
        raise typer.Exit from None


def _list_reader(desk: "Desk") -> "ListReader":
    """What reads a pasted list of debts, with this run's book."""
    from debtadvisor.intake.paste.heard import heard_debt
    from debtadvisor.intake.paste.listed import debts_from
    from debtadvisor.intake.wizard.paste import ListReader

    return ListReader(
        reads=lambda text, today: debts_from(text, desk.known, today, desk.book.lenders),
        heard=lambda answers: heard_debt(answers, desk.words),
    )


def _usual(desk: "Desk", lender: str) -> str:
    """The product which that lender usually lends, as far as the book knows; "" when it does not."""
    from debtadvisor.core.codes import LenderKind, Product
    from debtadvisor.intake.lender_names import folded
    from debtadvisor.intake.usual import usual_product

    found = desk.book.lenders.get(desk.known.get(folded(lender), ""))
    product = usual_product(found)
    if product is None and found is not None and found.kind is LenderKind.PRIVATE_LENDING:
        product = Product.PRIVATE_LOAN
    return product.value if product is not None else ""


def _called(desk: "Desk") -> dict[str, str]:
    """What people call each lender of the book, by its id."""
    return {one.id: desk.words.of(one.name) for one in desk.book.lenders.values()}


def _edited(path: str, book: "PolicyBook") -> "EditedCase":
    from debtadvisor.core.errors import InputError, Problem
    from debtadvisor.intake.edited import read_edited
    from debtadvisor.intake.files import STANDARD_INPUT
    from debtadvisor.intake.lender_names import lender_names

    if path == STANDARD_INPUT:
        raise InputError([Problem("", "wizard_from_standard_input")])
    return read_edited(path, lender_names(book), date.today())


def _show_questions(page: "Page") -> None:
    from debtadvisor.intake.wizard.questions import questions_document, questions_json, questions_text

    if page.format is o.Format.JSON:
        page.write(questions_json(questions_document(page.catalogue())))
    else:
        page.write(questions_text(page.catalogue()))


def _list_missing(edited: "EditedCase | None", *, asked: bool, page: "Page") -> None:
    """Everything that is missing or wrong, at once; for a case that lacks nothing, that it does. Never a question."""
    from debtadvisor.core.errors import CaseError, InputError, Problem
    from debtadvisor.intake.wizard.answers import missing_answers

    missing = missing_answers(edited.base.answers if edited is not None else {})
    if edited is not None and any(one not in missing for one in edited.wrong):
        raise CaseError(edited.wrong, str(edited.path))
    if edited is not None and asked and not missing:
        page.write(page.catalogue().say("cli", "nothing_missing", path=str(edited.path)) + "\n")
        return
    if edited is not None and asked:
        raise InputError(missing, str(edited.path))
    raise InputError([Problem("", "no_terminal"), *missing])


def _draft_path(given: Path | None, edited: "EditedCase | None") -> Path | None:
    """Where the draft is kept: where it was asked for, else in this user's own folder for such things."""
    from debtadvisor.intake.wizard.drafts import draft_of_case, sweep

    if given is not None:
        return given
    folder = _draft_folder()
    sweep(folder)
    return folder / "draft.toml" if edited is None else draft_of_case(folder, edited.path)


def _draft_folder() -> Path:
    """That folder, made so that only they can look into it. Where it cannot be made, saving says so later."""
    from contextlib import suppress

    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_STATE_HOME") or ""
    folder = (Path(base) if base else Path("~/.local/state").expanduser()) / "debtadvisor"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def prompter_for(words: "Catalogue", plain: bool) -> "Prompter":
    """Arrow keys where the terminal can show them; numbered lines for screen readers and simple terminals."""
    from debtadvisor.intake.prompters import PlainPrompter, QuestionaryPrompter, can_drive

    simple = os.environ.get("TERM", "") in ("dumb", "unknown", "") and sys.platform != "win32"
    if plain or simple or os.environ.get("ACCESSIBLE") or not sys.stdout.isatty() or not can_drive():
        return PlainPrompter(words)
    return QuestionaryPrompter(words)
