"""How a question is put: with questionary on a terminal, or line by line for screen readers and plain terminals.

Both say the same words. A prompter only asks; what an answer means, and whether it will do, is the wizard's.
"""

import sys
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol, TextIO

from debtadvisor.intake.wizard_steps import NO, YES, Ask
from debtadvisor.text.catalogue import Catalogue

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output
    from questionary import Question as Asked


class Key(Enum):
    """What can be pressed instead of an answer."""

    BACK = auto()
    WHY = auto()


Answer = str | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question in the reader's language.

    choices   code and word of each, for ONE and MANY
    initial   offered as the answer: a text, a code, or the codes already chosen
    """

    key: str
    ask: Ask
    prompt: str
    help: str
    why: str
    choices: tuple[tuple[str, str], ...] = ()
    initial: Answer = ""


class Prompter(Protocol):
    """Puts questions to a person. `ask` raises KeyboardInterrupt on Ctrl-C and EOFError when input has ended."""

    back_hint: str

    def ask(self, question: Question) -> Answer | Key:
        """The answer as typed or chosen, or the key pressed instead."""
        ...

    def tell(self, text: str) -> None:
        """Shows a line that is no question."""
        ...


class PlainPrompter:
    """Numbered lists and one line of input at a time: no cursor movement, readable aloud."""

    back_hint = "back_plain"

    def __init__(self, catalogue: Catalogue, source: TextIO | None = None, screen: TextIO | None = None) -> None:
        self.catalogue = catalogue
        self.source = source or sys.stdin
        self.screen = screen or sys.stderr

    def tell(self, text: str) -> None:
        self.screen.write(f"{text}\n")
        self.screen.flush()

    def ask(self, question: Question) -> Answer | Key:
        choices = self._choices(question)
        self.tell("")
        self.tell(f"{question.prompt}？" if self.catalogue.lang == "zh" else f"{question.prompt}?")
        self.tell(f"  {question.help}")
        for number, (code, word) in enumerate(choices, start=1):
            chosen = code == question.initial or (question.ask is Ask.MANY and code in question.initial)
            self.tell(f"  {number}. {word}{' *' if chosen else ''}")
        while True:
            line = self._line(question)
            if line == "<":
                return Key.BACK
            if line in ("?", "？"):
                return Key.WHY
            answer = line if question.ask is Ask.TEXT else _picked(question, choices, line)
            if answer is not None:
                return answer
            self.tell(self.catalogue.say("wizard", "say.bad_pick"))

    def _choices(self, question: Question) -> tuple[tuple[str, str], ...]:
        if question.ask is not Ask.YES_NO:
            return question.choices
        return tuple((code, self.catalogue.say("wizard", f"say.{code}")) for code in (YES, NO))

    def _line(self, question: Question) -> str:
        """One line of input; the initial text when it is empty. Raises EOFError when input has ended."""
        hint = {Ask.ONE: "pick_one", Ask.MANY: "pick_many", Ask.YES_NO: "pick_one"}.get(question.ask)
        offered = f"[{question.initial}] " if question.ask is Ask.TEXT and question.initial else ""
        self.screen.write(self.catalogue.say("wizard", f"say.{hint}") if hint else f"{offered}> ")
        self.screen.flush()
        line = self.source.readline()
        if not line:
            raise EOFError
        line = line.strip()
        return question.initial if not line and isinstance(question.initial, str) else line


def _picked(question: Question, choices: tuple[tuple[str, str], ...], line: str) -> Answer | None:
    """The codes behind the numbers on that line, None when a number is not in the list."""
    codes = [code for code, _ in choices]
    if question.ask is Ask.MANY:
        parts = line.replace(",", " ").replace("，", " ").replace("、", " ").split()
        if not parts:
            return tuple(question.initial)
        if not all(part.isdecimal() and 1 <= int(part) <= len(codes) for part in parts):
            return None
        return tuple(codes[int(part) - 1] for part in parts)
    if line in codes:
        return line
    if question.ask is Ask.YES_NO and line.casefold() in ("y", "n", "是", "否"):
        return YES if line.casefold() in ("y", "是") else NO
    return codes[int(line) - 1] if line.isdecimal() and 1 <= int(line) <= len(codes) else None


class QuestionaryPrompter:
    """Arrow keys and text fields. Esc or Ctrl-B goes back, from every kind of question."""

    back_hint = "back_keys"

    def __init__(self, catalogue: Catalogue, source: "Input | None" = None, screen: "Output | None" = None) -> None:
        self.catalogue = catalogue
        self.source = source
        self.screen = screen

    def tell(self, text: str) -> None:
        from prompt_toolkit import print_formatted_text

        print_formatted_text(text, output=self.screen)

    def ask(self, question: Question) -> Answer | Key:
        asked = self._asked(question)
        _bind(asked, typed=question.ask is Ask.TEXT)
        self.tell("")
        if question.help:
            self.tell(f"  {question.help}")
        found: object = asked.unsafe_ask()
        if isinstance(found, (str, Key)):
            return found
        return tuple(str(code) for code in found) if isinstance(found, list) else ""

    def _asked(self, question: Question) -> "Asked":
        import questionary

        source, screen = self.source, self.screen
        mark = "" if question.prompt.endswith(("？", "?")) else "？" if self.catalogue.lang == "zh" else "?"
        prompt = f"{question.prompt}{mark}"
        if question.ask is Ask.TEXT:
            return questionary.text(prompt, default=str(question.initial), qmark="", input=source, output=screen)
        words = question.choices
        if question.ask is Ask.YES_NO:
            words = tuple((code, self.catalogue.say("wizard", f"say.{code}")) for code in (YES, NO))
        many = question.ask is Ask.MANY
        choices = [
            questionary.Choice(word, value=code, checked=many and code in question.initial) for code, word in words
        ]
        hint = self.catalogue.say("wizard", "say.many_hint" if many else "say.one_hint")
        if many:
            return questionary.checkbox(
                prompt, choices=choices, instruction=hint, qmark="", input=source, output=screen
            )
        first = next((choice for choice in choices if choice.value == question.initial), None)
        return questionary.select(
            prompt, choices=choices, default=first, instruction=hint, qmark="", input=source, output=screen
        )


def _bind(asked: "Asked", *, typed: bool) -> None:
    """Esc and Ctrl-B mean back. Left to itself Esc waits for a second key and swallows digits."""
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings

    ours = KeyBindings()

    def back(event: KeyPressEvent) -> None:
        event.app.exit(result=Key.BACK)

    def why(event: KeyPressEvent) -> None:
        event.app.exit(result=Key.WHY)

    ours.add("escape", eager=True)(back)
    ours.add("c-b", eager=True)(back)
    if not typed:
        ours.add("?", eager=True)(why)
    theirs = asked.application.key_bindings
    asked.application.key_bindings = merge_key_bindings([theirs, ours] if theirs is not None else [ours])
