"""A case file that is edited question by question: read before, written after, with everything else as it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from debtadvisor.core.errors import CaseError, Problem
from debtadvisor.intake.build import case_from
from debtadvisor.intake.files import answers_of, case_json, case_toml, decoded, read_bytes
from debtadvisor.intake.lender_names import LenderNames
from debtadvisor.intake.toml_edit import edited_toml
from debtadvisor.intake.wizard.answers import Base, Written, step_of
from debtadvisor.intake.wizard.drafts import Progress, state_of
from debtadvisor.intake.wizard.said import base_of, has_its_tables, start_of


@dataclass(frozen=True, slots=True)
class EditedCase:
    """The file at `path` with its content, what the wizard heard in it, and what is `wrong` in it and a question can
    mend."""

    path: Path
    content: bytes
    base: Base
    wrong: tuple[Problem, ...] = ()

    @property
    def state(self) -> str:
        """Tells this state of the file from a later one."""
        return state_of(self.content)

    def start(self) -> Progress:
        """What counts as said when the editing begins."""
        return Progress(said=start_of(self.base), origin=self.state)

    def text(self, written: Written, path: Path) -> str:
        """What that file is to hold: line for line the old one where nothing changed, when both are TOML."""
        if _is_json(path):
            return case_json(written.answers)
        if _is_json(self.path):
            return case_toml(written.answers)
        old = decoded(self.content, str(self.path))
        return edited_toml(old, written.answers, written.rows) or case_toml(written.answers)


def read_edited(path: str, known: LenderNames, today: date) -> EditedCase:
    """The file, ready to be edited. Raises InputError when it cannot be read.

    Raises CaseError when something is wrong in it that no question asks about; what a question can mend is left to it.
    """
    content = read_bytes(Path(path))
    answers = answers_of(content, path)
    found = _problems(answers, known, today)
    if not has_its_tables(answers):
        raise CaseError(found, path)
    edited = EditedCase(Path(path), content, base_of(answers, known), found)
    said = edited.base.said
    elsewhere = [problem for problem in found if not step_of(problem.where, said, edited.base)]
    if elsewhere:
        raise CaseError(elsewhere, path)
    return edited


def _problems(answers: Mapping[str, object], known: LenderNames, today: date) -> tuple[Problem, ...]:
    try:
        case_from(answers, known, today)
    except CaseError as wrong:
        return wrong.problems
    return ()


def _is_json(path: Path) -> bool:
    return path.suffix.casefold() == ".json"
