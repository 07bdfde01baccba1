"""How a wizard run ends: the plan, where to save the case, what to do next."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from debtadvisor.cli.page import Page
    from debtadvisor.core.case import Case
    from debtadvisor.core.policy.model import PolicyBook
    from debtadvisor.intake.edited import EditedCase
    from debtadvisor.intake.lender_names import LenderNames
    from debtadvisor.intake.prompters import Prompter, Question
    from debtadvisor.intake.wizard.answers import Written
    from debtadvisor.intake.wizard.drafts import DraftFile
    from debtadvisor.text.catalogue import Catalogue

_OVER, _OTHER, _NOT = "over", "other", "not"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that one run of the wizard works with.

    edited  the case that is edited; None for a new one
    save    where to save, None to ask
    draft   where the draft is kept, None for none
    flags   the options that the next command needs too
    """

    prompter: "Prompter"
    words: "Catalogue"
    page: "Page"
    book: "PolicyBook"
    known: "LenderNames"
    edited: "EditedCase | None"
    save: Path | None
    draft: Path | None
    flags: tuple[str, ...]


def finish(desk: Desk, written: "Written", draft: "DraftFile | None") -> None:
    """Shows the plan, saves the case, says what comes next. Exits as ``plan`` does. The draft goes once the case is
    saved, or once it was said that nothing is to be kept."""
    from debtadvisor.cli.gather import case_of_answers
    from debtadvisor.cli.plan import show_plan

    case = case_of_answers(written.answers, "", desk.book)
    code = 0
    try:
        show_plan(case, desk.book, desk.page)
    except typer.Exit as ended:
        code = ended.exit_code
    try:
        path = _save(desk, case, written)
    except KeyboardInterrupt:
        kept = draft is not None and draft.written
        desk.prompter.tell(desk.words.say("wizard", "say.saved" if kept else "say.lost"))
        raise
    if draft is not None:
        draft.discard()
    if path is None:
        desk.prompter.tell(desk.words.say("cli", "not_saved"))
    else:
        _say_again(desk, path)
    _say_next(desk, case)
    if code:
        raise typer.Exit(code)


# --- saving -------------------------------------------------------------------------------------------


def _save(desk: Desk, case: "Case", written: "Written") -> Path | None:
    """The file that the case was saved to; None when nothing is to be kept. Raises KeyboardInterrupt."""
    from debtadvisor.core.errors import InputError
    from debtadvisor.intake.explain import explain
    from debtadvisor.intake.files import write_private

    path, agreed = desk.save or (desk.edited.path if desk.edited is not None else None), False
    while True:
        if path is None:
            path, agreed = _ask_where(desk), False
            if path is None:
                return None
        if not agreed and path.exists():
            chosen = _ask_over(desk, path)
            if chosen != _OVER:
                if chosen == _NOT:
                    return None
                path = None
                continue
        try:
            write_private(path, _text(desk, case, written, path))
        except InputError as wrong:
            # An answer is never lost for a folder that cannot be written: another one is asked for.
            desk.prompter.tell(f"{path}: {explain(wrong.problems[0], desk.words)}")
            path = None
            continue
        return path


def _text(desk: Desk, case: "Case", written: "Written", path: Path) -> str:
    from debtadvisor.intake.build import answers_from
    from debtadvisor.intake.files import case_json, case_toml

    if desk.edited is not None:
        return desk.edited.text(written, path)
    made = case_json if path.suffix.casefold() == ".json" else case_toml
    return made(answers_from(case))


def _ask_where(desk: Desk) -> Path | None:
    """Where to save; None when the person wants nothing kept."""
    from debtadvisor.intake.prompters import Question
    from debtadvisor.intake.wizard.step import Ask

    prompt, help_, why = (desk.words.say("cli", f"save_{part}") for part in ("prompt", "help", "why"))
    asked = Question(key="save", ask=Ask.TEXT, prompt=prompt, help=help_, why=why, offered="case.toml", keys=False)
    answer = _answer(desk, asked)
    return Path(answer).expanduser() if answer not in ("", "-") else None


def _ask_over(desk: Desk, path: Path) -> str:
    """Whether a file that stands there is replaced."""
    from debtadvisor.intake.prompters import Question
    from debtadvisor.intake.wizard.step import Ask

    prompt = desk.words.say("cli", "over_prompt", path=str(path))
    mine = desk.edited is not None and path.resolve() == desk.edited.path.resolve()
    words = {_OVER: "over_edited" if mine else "over_yes", _OTHER: "over_other", _NOT: "over_not"}
    order = (_OVER, _OTHER, _NOT) if mine else (_OTHER, _OVER, _NOT)
    choices = tuple((code, desk.words.say("cli", words[code])) for code in order)
    asked = Question(key="over", ask=Ask.ONE, prompt=prompt, help="", why=prompt, choices=choices, keys=False)
    return _answer(desk, asked)


def _answer(desk: Desk, question: "Question") -> str:
    while True:
        answer = desk.prompter.ask(question)
        if isinstance(answer, str):
            return answer.strip()


# --- the last words -------------------------------------------------------------------------------------


def _say_again(desk: Desk, path: Path) -> None:
    """Where it was saved, and the commands that show it again and change it."""
    name = shlex.join([str(path), *desk.flags])
    desk.prompter.tell(desk.words.say("cli", "saved", path=str(path)))
    desk.prompter.tell(desk.words.say("cli", "again", path=name))
    desk.prompter.tell(desk.words.say("cli", "edit_again", path=name))


def _say_next(desk: Desk, case: "Case") -> None:
    """The next three things to do, once more at the end, where the eye is. A case that was stopped has said its own."""
    from debtadvisor.cli.gather import plan_of
    from debtadvisor.cli.options import Format
    from debtadvisor.core.plan.model import Plan
    from debtadvisor.output.plan.page import next_steps

    result = plan_of(case, desk.book)
    if isinstance(result, Plan) and result.actions and desk.page.format is not Format.JSON:
        desk.page.show(next_steps(result, desk.book, desk.words))


def help_first(answers: Mapping[str, object], page: "Page") -> None:
    """The help page, without any figure, for someone who is not safe or writes of harming themselves."""
    from debtadvisor.core.triage.model import Finding, Level, Triage
    from debtadvisor.output.plan.stop import help_page

    borrower = answers.get("borrower")
    unsafe = isinstance(borrower, dict) and borrower.get("safe") is False
    found = Finding(level=Level.STOP, code="not_safe" if unsafe else "self_harm")
    page.show(help_page(Triage((found,)), page.catalogue()))
