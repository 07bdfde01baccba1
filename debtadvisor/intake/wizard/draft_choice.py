"""Which draft this run works on: one that was left, when its owner wants it, or a new one.

Nothing of what a draft says is shown before somebody has said that it is theirs. A draft that another window is filling
in is left to it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from debtadvisor.intake.prompters import Prompter, Question
from debtadvisor.intake.wizard.drafts import DraftFile, Progress, discard_draft, drafts_beside, held, load_draft
from debtadvisor.intake.wizard.step import Ask
from debtadvisor.intake.wizard.words import Words
from debtadvisor.text.catalogue import Catalogue

_NEW, _FRESH, _LEAVE = "new", "fresh", "leave"


class Left(Exception):
    """Somebody chose to leave what another window is doing alone."""


@dataclass(frozen=True, slots=True)
class _Found:
    """One draft that lies there: free, or held by another window (then nothing of it is read)."""

    path: Path
    progress: Progress | None
    free: bool


@contextmanager
def open_draft(
    prompter: Prompter, catalogue: Catalogue, path: Path, origin: str = ""
) -> Iterator[tuple[DraftFile, Progress | None]]:
    """The draft to keep answers in, held while the block runs, and what was said before, None for a new one.

    origin   the state of the case file that is edited: a draft about another state of it is not gone on with

    Raises Left when the person would rather not begin beside another window.
    """
    words = Words(catalogue)
    while True:
        found = [_look(one) for one in drafts_beside(path)]
        chosen = _chosen(prompter, words, [one for one in found if not one.free or one.progress is not None], origin)
        fresh = chosen == _FRESH
        if not isinstance(chosen, _Found):
            chosen = next((one for one in found if one.free and (fresh or one.progress is None)), found[-1])
        with held(chosen.path) as ours:
            if not ours:  # another window was quicker
                continue
            if fresh:
                discard_draft(chosen.path)
            yield DraftFile(chosen.path), None if fresh else chosen.progress
            return


def _look(path: Path) -> _Found:
    """That draft, if nobody holds it."""
    if not path.exists() and not path.with_name(path.name + ".lock").exists():
        return _Found(path, None, free=True)
    with held(path) as ours:
        progress = load_draft(path) if ours else None
    return _Found(path, progress if progress is not None and progress.said else None, free=ours)


def _chosen(prompter: Prompter, words: Words, found: list[_Found], origin: str) -> "_Found | str":
    """The draft to go on with, or what else was chosen."""
    busy = any(not one.free for one in found)
    left = [one for one in found if one.progress is not None]
    if stale := [one for one in left if one.progress is not None and one.progress.origin != origin]:
        words.tell(prompter, "draft_stale")
        left = [one for one in left if one not in stale]
    if busy:
        words.tell(prompter, "draft_busy")
    if not left and not busy:
        return _NEW
    choices = [
        (str(i), words.say("draft_go_on", when=one.progress.saved)) for i, one in enumerate(left) if one.progress
    ]
    choices.append((_NEW, words.say("draft_new" if left else "draft_new_beside")))
    if len(left) == 1 and not busy:
        choices.append((_FRESH, words.say("draft_fresh")))
    if busy:
        choices.append((_LEAVE, words.say("draft_leave")))
    prompt = words.say("resume" if left else "beside")
    question = Question(
        key="resume", ask=Ask.ONE, prompt=prompt, help="", why=prompt, choices=tuple(choices), keys=False
    )
    answer = prompter.ask(question)
    while not isinstance(answer, str):
        answer = prompter.ask(question)
    if answer == _LEAVE:
        raise Left
    return left[int(answer)] if answer.isdecimal() else answer
