"""A whole list of debts at once: pasted, read line by line, each line in doubt shown again until it can be read.

What reads a line is given from outside; what it does not say gets its plain answer, and stands on the review page.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from debtadvisor.core.errors import Problem
from debtadvisor.core.triage.reading import speaks_of_self_harm
from debtadvisor.intake.explain import explain
from debtadvisor.intake.lender_names import LenderNames
from debtadvisor.intake.prompters import TYPED_KEYS, Answer, Key, Prompter, Question, is_emptied
from debtadvisor.intake.wizard.ask import PersonFirst
from debtadvisor.intake.wizard.said import Heard, base_of
from debtadvisor.intake.wizard.step import ROW, Ask
from debtadvisor.intake.wizard.words import Words


class Pasted(Protocol):
    """One line of a list: as it was pasted, the keys of the debts table that it says, and what was not understood."""

    @property
    def line(self) -> str: ...

    @property
    def answers(self) -> Mapping[str, object]: ...

    @property
    def problems(self) -> Sequence[Problem]: ...


@dataclass(frozen=True, slots=True)
class ListReader:
    """What reads a pasted list.

    reads   each line of a text, as of a day
    heard   one debt that was read, said back in words
    """

    reads: Callable[[str, date], Sequence[Pasted]]
    heard: Callable[[Mapping[str, object]], str]


_ONE_BY_ONE, _LIST = "one", "list"


def pasted_debts(
    prompter: Prompter, words: Words, reader: ListReader, known: LenderNames, today: date, start: int = 0
) -> Heard | Key:
    """What was said of debts in a list, as if each question had been answered; {} when they are rather asked one by
    one, BACK for the question before.

    start  how many debts there are already; those of the list come behind them

    Raises PersonFirst.
    """
    prompt, why = words.say("paste_how"), words.say("paste_why")
    choices = ((_ONE_BY_ONE, words.say("paste_one")), (_LIST, words.say("paste_list")))
    question = Question(key="paste", ask=Ask.ONE, prompt=prompt, help="", why=why, choices=choices)
    rows: list[dict[str, object]] = []
    while True:
        answer = prompter.ask(question)
        if answer is Key.BACK:
            return Key.BACK
        if answer is Key.WHY:
            words.tell(prompter, "help", text=why)
        elif answer != _LIST or _lines(prompter, words, reader, today, rows):
            return _heard(rows, known, start)


def _lines(prompter: Prompter, words: Words, reader: ListReader, today: date, rows: list[dict[str, object]]) -> bool:
    """Puts the debts of the list behind `rows`, line by line, until an empty line ends it; False for back."""
    while text := _text(prompter, words, "paste_lines", ""):
        if isinstance(text, Key):
            return False
        found = list(reader.reads(text, today))
        while found:
            one = found.pop(0)
            if not one.problems:
                rows.append(dict(one.answers))
                words.tell(prompter, "paste_understood", number=len(rows), heard=reader.heard(one.answers))
                continue
            words.tell(prompter, "paste_doubt", line=one.line)
            for problem in one.problems:
                prompter.tell(f"  - {explain(problem, words.catalogue)}")
            again = _text(prompter, words, "paste_again", one.line)
            if isinstance(again, Key):
                found = [one, *found]
            elif again:
                found = [*reader.reads(again, today), *found]
    return True


def _text(prompter: Prompter, words: Words, sentence: str, initial: str) -> str | Key:
    """One or more pasted lines; "" when there are no more, or BACK. Raises PersonFirst for words of self-harm."""
    help_ = words.say(f"{sentence}_help")
    prompt = words.say(sentence)
    question = Question(
        key=sentence, ask=Ask.TEXT, prompt=prompt, help=help_, why=help_, initial=initial, optional=True
    )
    answer = prompter.ask(question)
    while not isinstance(answer := _key(answer), str):
        if answer is Key.BACK:
            return Key.BACK
        words.tell(prompter, "help", text=words.say("paste_why"))
        answer = prompter.ask(question)
    if speaks_of_self_harm(answer):
        raise PersonFirst
    return "" if is_emptied(answer) else answer.strip()


def _key(answer: Answer | Key) -> Answer | Key:
    """The answer; a key, where one was typed alone on a line."""
    return TYPED_KEYS.get(answer.strip(), answer) if isinstance(answer, str) else answer


def _heard(rows: Sequence[Mapping[str, object]], known: LenderNames, start: int) -> Heard:
    """Those rows as the wizard would have heard them, behind the debts there are already. A name that the list did not
    give is made as usual; so is each behind other debts, which may have that name."""
    if not rows:
        return {}
    said = base_of({"debts": list(rows)}, known).said
    kept: Heard = {}
    for key, answer in said.items():
        found = re.fullmatch(r"debts\[(\d+)\]\.(.+)", key)
        if found is None or found[2] == ROW:
            continue
        row, tail = int(found[1]), found[2]
        if tail == "id" and ("id" not in rows[row] or start):
            continue
        kept[f"debts[{row + start}].{tail}"] = answer if isinstance(answer, str) else tuple(answer)
    return kept
