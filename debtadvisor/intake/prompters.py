"""How a question is put: with questionary on a terminal, or line by line for screen readers and plain terminals.

Both say the same words. A prompter only asks; what an answer means, and whether it will do, is the wizard's.
"""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol, TextIO

from debtadvisor.intake.fit import fitted
from debtadvisor.intake.wizard.step import NO, YES, Ask
from debtadvisor.text.catalogue import Catalogue

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output
    from questionary import Question as Asked


class Key(Enum):
    """What can be pressed instead of an answer."""

    BACK = auto()
    WHY = auto()
    JUMP = auto()


Answer = str | tuple[str, ...]

# Typed alone on a line they are keys, also as a Chinese input method writes them.
TYPED_KEYS = {"<": Key.BACK, "《": Key.BACK, "＜": Key.BACK, "?": Key.WHY, "？": Key.WHY}
TYPED_KEYS |= {">": Key.JUMP, "》": Key.JUMP, "＞": Key.JUMP}
# Typed alone it takes away what stood there, where a line cannot be edited; also as a Chinese input method writes it.
_EMPTY = ("-", "－", "—", "——", "–")


def is_emptied(answer: str) -> bool:
    """Whether that text takes away what stood there."""
    return answer.strip() in _EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question in the reader's language.

    choices   code and word of each, for ONE and MANY
    initial   the answer so far: a text to be changed, a code, or the codes already chosen
    offered   what is usual, taken when nothing is typed; it never stands in the line, where "2" would make it "12"
    optional  whether a text may be left empty
    keys      whether back and why mean something here, and with `jumps` going to another part
    """

    key: str
    ask: Ask
    prompt: str
    help: str
    why: str
    choices: tuple[tuple[str, str], ...] = ()
    initial: Answer = ""
    offered: str = ""
    optional: bool = False
    keys: bool = True
    jumps: bool = False


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
        self.screen.write(f"{fitted(text)}\n")
        self.screen.flush()

    def ask(self, question: Question) -> Answer | Key:
        choices = _choices(question, self.catalogue)
        self.tell("")
        self.tell(_asking(question, self.catalogue))
        if question.help:
            self.tell(f"  {question.help}")
        if question.ask is Ask.TEXT and question.optional and question.initial:
            self.tell(f"  {self.catalogue.say('wizard', 'say.empty_hint')}")
        for number, (code, word) in enumerate(choices, start=1):
            chosen = code == question.initial or (question.ask is Ask.MANY and code in question.initial)
            self.tell(f"  {number}. {word}{' *' if chosen else ''}")
        while True:
            line = self._line(question)
            if question.keys and line in TYPED_KEYS and (question.jumps or TYPED_KEYS[line] is not Key.JUMP):
                return TYPED_KEYS[line]
            answer = line if question.ask is Ask.TEXT else _picked(question, choices, line)
            if answer is not None:
                return answer
            self.tell(self.catalogue.say("wizard", "say.bad_pick"))

    def _line(self, question: Question) -> str:
        """One line of input; the initial text when it is empty. Raises EOFError when input has ended."""
        many = "pick_many_again" if question.initial else "pick_many"
        hint = {Ask.ONE: "pick_one", Ask.MANY: many, Ask.YES_NO: "pick_one"}.get(question.ask)
        usual = question.initial or question.offered if question.ask is Ask.TEXT else question.initial
        offered = f"[{usual}] " if usual else ""
        self.screen.write(self.catalogue.say("wizard", f"say.{hint}") if hint else f"{offered}> ")
        self.screen.flush()
        line = self.source.readline()
        if not line:
            raise EOFError
        line = line.strip()
        return usual if not line and isinstance(usual, str) else line


def _picked(question: Question, choices: tuple[tuple[str, str], ...], line: str) -> Answer | None:
    """The codes behind the numbers on that line, None when a number is not in the list."""
    codes = [code for code, _ in choices]
    if question.ask is Ask.MANY:
        parts = line.replace(",", " ").replace("，", " ").replace("、", " ").split()
        if not parts:
            return tuple(question.initial)
        if parts == ["0"]:
            return ()
        if not all(part.isdecimal() and 1 <= int(part) <= len(codes) for part in parts):
            return None
        return tuple(codes[int(part) - 1] for part in parts)
    if line in codes:
        return line
    if {YES, NO} <= set(codes) and line.casefold() in ("y", "n", "是", "否"):
        return YES if line.casefold() in ("y", "是") else NO
    return codes[int(line) - 1] if line.isdecimal() and 1 <= int(line) <= len(codes) else None


def _asking(question: Question, catalogue: Catalogue) -> str:
    """The prompt with its question mark, where it is a question."""
    if question.prompt.endswith(("？", "?", "。", ".", "：", ":")):
        return question.prompt
    return f"{question.prompt}?" if catalogue.lang == "en" else f"{question.prompt}？"


class QuestionaryPrompter:
    """Arrow keys and text fields. Esc or Ctrl-B goes back, from every kind of question.

    Raises OSError when this console cannot be driven (see `can_drive`).
    """

    back_hint = "back_keys"

    def __init__(self, catalogue: Catalogue, source: "Input | None" = None, screen: "Output | None" = None) -> None:
        self.catalogue = catalogue
        self.source = source
        self.screen = screen

    def tell(self, text: str) -> None:
        from prompt_toolkit import print_formatted_text

        print_formatted_text(fitted(text), output=self.screen)

    def ask(self, question: Question) -> Answer | Key:
        asked = self._asked(question)
        if question.keys:
            _bind(asked, typed=question.ask is Ask.TEXT, jumps=question.jumps)
        _hint(asked, self._keys(question))
        self.tell("")
        if question.help:
            self.tell(f"  {question.help}")
        # A list is taken away once it is answered, and said in one line: left to itself it breaks before a full stop,
        # and says "done" in English.
        asked.application.erase_when_done = question.ask is not Ask.TEXT
        found: object = asked.unsafe_ask()
        if question.ask is Ask.TEXT:
            return found if isinstance(found, Key) else str(found) or question.offered
        chosen = tuple(str(code) for code in found) if isinstance(found, list) else (found,)
        told = "" if isinstance(found, Key) else self._said(question, chosen)
        self.tell(f" {_asking(question, self.catalogue)} {told}")
        return found if isinstance(found, (str, Key)) else tuple(str(code) for code in chosen)

    def _keys(self, question: Question) -> str:
        """What can be pressed, in lines that fit; the usual answer first."""
        own = {Ask.MANY: "many_hint", Ask.TEXT: ""}.get(question.ask, "one_hint")
        lines = [self.catalogue.say("wizard", f"say.{own}")] if own else []
        if question.ask is Ask.TEXT and question.offered and not question.initial:
            lines.append(self.catalogue.say("wizard", "say.offered_hint", offered=question.offered))
        if question.keys:
            lines.append(self.catalogue.say("wizard", "say.keys_jump" if question.jumps else "say.keys"))
        return "\n".join(fitted(line) for line in lines)

    def _said(self, question: Question, chosen: tuple[object, ...]) -> str:
        words = self.catalogue.say("wizard", "say.comma").join(
            word for code, word in _choices(question, self.catalogue) if code in chosen
        )
        return words or self.catalogue.say("wizard", "say.none")

    def _asked(self, question: Question) -> "Asked":
        import questionary

        source, screen = self.source, self.screen
        wide = shutil.get_terminal_size((80, 24)).columns
        prompt = fitted(_asking(question, self.catalogue), wide - 4)
        if question.ask is Ask.TEXT:
            offered = [("class:placeholder fg:ansibrightblack", question.offered)]
            return questionary.text(
                prompt, default=str(question.initial), placeholder=offered, qmark="", input=source, output=screen
            )
        many = question.ask is Ask.MANY
        choices = [
            questionary.Choice(
                fitted(word, wide - 8).replace("\n", "\n     "), value=code, checked=many and code in question.initial
            )
            for code, word in _choices(question, self.catalogue)
        ]
        # What can be pressed stands below; left out here it would be said in English.
        if many:
            return questionary.checkbox(prompt, choices=choices, instruction=" ", qmark="", input=source, output=screen)
        first = next((choice for choice in choices if choice.value == question.initial), None)
        return questionary.select(
            prompt, choices=choices, default=first, instruction=" ", qmark="", input=source, output=screen
        )


def _choices(question: Question, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Code and word of each choice; a yes or no has the same two everywhere."""
    if question.ask is not Ask.YES_NO:
        return question.choices
    return tuple((code, catalogue.say("wizard", f"say.{code}")) for code in (YES, NO))


def can_drive() -> bool:
    """Whether prompt_toolkit finds a console here. Some Windows shells have none although they look like one."""
    from prompt_toolkit.output.defaults import create_output

    try:
        create_output()
    except Exception:  # its own class of it exists on Windows only
        return False
    return True


def _bind(asked: "Asked", *, typed: bool, jumps: bool) -> None:
    """Esc and Ctrl-B mean back, Ctrl-G another part. Left to itself Esc waits for a second key and swallows digits.

    Where nothing is typed, ``<``, ``?`` and ``>`` do the same, for keyboards without those keys.
    """
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings

    ours = KeyBindings()

    def leave_with(key: Key) -> Callable[[KeyPressEvent], None]:
        def leave(event: KeyPressEvent) -> None:
            event.app.exit(result=key)

        return leave

    names = {"escape": Key.BACK, "c-b": Key.BACK, "c-g": Key.JUMP} | ({} if typed else TYPED_KEYS)
    for name, key in names.items():
        if jumps or key is not Key.JUMP:
            ours.add(name, eager=True)(leave_with(key))
    theirs = asked.application.key_bindings
    asked.application.key_bindings = merge_key_bindings([theirs, ours] if theirs is not None else [ours])


def _hint(asked: "Asked", text: str) -> None:
    """A line below the question that says which keys there are; it goes away with the question."""
    from prompt_toolkit.filters import is_done
    from prompt_toolkit.layout.containers import ConditionalContainer, HSplit, Window
    from prompt_toolkit.layout.controls import FormattedTextControl

    layout = asked.application.layout
    line = Window(FormattedTextControl(text), dont_extend_height=True, wrap_lines=True, style="class:instruction")
    layout.container = HSplit([layout.container, ConditionalContainer(line, ~is_done)])
