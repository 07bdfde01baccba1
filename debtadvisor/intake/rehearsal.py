"""What the borrower answers in a rehearsal: the number of a sentence, own words, or the word that ends it.

A script file has one answer on each line; empty lines and lines that begin with ``#`` are left out.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from pathlib import Path
from typing import IO

from debtadvisor.core.errors import InputError, Problem
from debtadvisor.core.rehearse.model import Answer
from debtadvisor.core.triage.reading import speaks_of_self_harm
from debtadvisor.intake.files import STANDARD_INPUT, read_bytes
from debtadvisor.intake.prompters import Key, Prompter, Question
from debtadvisor.intake.spoken import said
from debtadvisor.intake.units import UnitError, plain, shown
from debtadvisor.intake.wizard.step import Ask
from debtadvisor.text.catalogue import Catalogue

_NUMBER = re.compile(r"\d", re.ASCII)
_HAN = re.compile(r"[\u3400-\u9fff]")
_SUM_ALONE = re.compile(r"\d{2,}", re.ASCII)
TOPIC = "rehearse"
_STOPS = frozenset({"停", "停止", "停一下", "停下", "不练了", "结束", "退出", "q", "quit", "exit", "stop"})


class Instead(Enum):
    """What comes instead of an answer."""

    STOP = auto()
    ENDED = auto()
    BACK = auto()
    HELP_FIRST = auto()


def answer_of(text: str, choices: int) -> Answer | Instead:
    """What that line answers to so many choices. Words of self-harm are heard before anything else.

    Raises UnitError: ``play_bad_choice`` for a number that is not on offer, ``play_unread`` for words that hold no
    Chinese, since only spoken Chinese is judged.
    """
    if speaks_of_self_harm(text):
        return Instead.HELP_FIRST
    line = plain(text)
    if line.casefold().strip("。.!！ ") in _STOPS:
        return Instead.STOP
    if _NUMBER.fullmatch(line):
        if 1 <= int(line) <= choices:
            return Answer(number=int(line))
        raise UnitError("play_bad_choice", {"given": line, "most": str(choices)})
    if not _HAN.search(line) and not _SUM_ALONE.search(line):
        raise UnitError("play_unread", {"given": shown(line)})
    return Answer(number=0, text=text.strip(), said=said(line))


class FromLines:
    """Answers out of a script file, one for each line of the scene; ``ENDED`` when there is none left.

    Raises InputError for a line that cannot be read. Words of self-harm in any line come first, wherever they stand.
    """

    def __init__(self, lines: Sequence[tuple[int, str]], origin: str) -> None:
        self.help_first = any(speaks_of_self_harm(text) for _, text in lines)
        self.lines = iter(lines)
        self.origin = origin

    def next(self, choices: int, hint: str) -> Answer | Instead:
        """The next answer; `hint` is for people."""
        if self.help_first:
            return Instead.HELP_FIRST
        number, text = next(self.lines, (0, ""))
        if not number:
            return Instead.ENDED
        try:
            return answer_of(text, choices)
        except UnitError as wrong:
            raise InputError([Problem(f"line {number}", wrong.code, wrong.values)], self.origin) from None


class FromPerson:
    """Answers of somebody at a terminal, asked again until they can be read."""

    def __init__(self, prompter: Prompter, words: Catalogue) -> None:
        self.prompter, self.words = prompter, words

    def next(self, choices: int, hint: str) -> Answer | Instead:
        """The next answer; `hint` is shown on ``?``. Raises KeyboardInterrupt on Ctrl-C."""
        prompt, help_ = (self.words.say(TOPIC, f"ask.{part}") for part in ("prompt", "help"))
        question = Question(key="answer", ask=Ask.TEXT, prompt=prompt, help=help_, why=hint)
        while True:
            try:
                found = self.prompter.ask(question)
            except EOFError:
                return Instead.ENDED
            if found is Key.BACK:
                self.prompter.tell(self.words.say(TOPIC, "ask.back"))
                return Instead.BACK
            if found is Key.WHY or found in ("?", "？"):
                self.prompter.tell(hint)
                continue
            try:
                return answer_of(str(found), choices)
            except UnitError:
                continue  # the question says again what may be answered


def script_lines(path: str, standard_input: IO[bytes] | None = None) -> tuple[tuple[int, str], ...]:
    """The answers in that file, each with the number of its line. ``-`` reads standard input.

    Raises InputError when the file cannot be read.
    """
    content = (standard_input or sys.stdin.buffer).read() if path == STANDARD_INPUT else read_bytes(Path(path))
    return tuple(_lines(content, path))


def _lines(content: bytes, origin: str) -> Iterator[tuple[int, str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        broken = content.count(b"\n", 0, wrong.start) + 1
        raise InputError([Problem(f"line {broken}", "not_utf8")], origin) from None
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line.strip()
