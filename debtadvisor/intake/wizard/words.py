"""How a step of the wizard is worded: the question, why it is asked, where the answer is found, and what was said."""

import re
from collections.abc import Mapping
from datetime import date

from debtadvisor.intake.fields import Kind
from debtadvisor.intake.prompters import Answer, Prompter, Question
from debtadvisor.intake.wizard.heard import understood
from debtadvisor.intake.wizard.step import NO, SAME, YES, Ask, Said, Step
from debtadvisor.text.catalogue import Catalogue, Value


def greet(prompter: Prompter, catalogue: Catalogue, *, kept: bool) -> None:
    """The first screen: what this is, how to answer. `kept` says that answers are saved as they come."""
    hint = catalogue.say("wizard", f"say.{prompter.back_hint}")
    saving = catalogue.say("wizard", "say.saves" if kept else "say.saves_not")
    for line in catalogue.lines("wizard", "say.opening", back=hint, saving=saving):
        prompter.tell(line)


class Words:
    """The wizard's words in one language. `called` is what people call a lender that a file names by its id."""

    def __init__(self, catalogue: Catalogue, called: Mapping[str, str] | None = None) -> None:
        self.catalogue = catalogue
        self.called = called or {}

    def say(self, key: str, **values: Value) -> str:
        """A sentence of the wizard's own."""
        return self.catalogue.say("wizard", f"say.{key}", **values)

    def tell(self, prompter: Prompter, key: str, **values: Value) -> None:
        """Shows that sentence, each of its lines by itself."""
        for line in self.say(key, **values).splitlines():
            prompter.tell(line)

    def question(self, step: Step, said: Said) -> Question:
        """The question, with the earlier answer offered again."""
        typed, choices = step.ask is Ask.TEXT, tuple((code, self.choice(step, code)) for code in step.choices)
        same = self._same(step, said)
        initial = said.get(step.key, () if step.ask is Ask.MANY else "" if typed else step.initial)
        return Question(
            key=step.key,
            ask=Ask.ONE if same else step.ask,
            prompt=self.prompt(step),
            help=self._part(step, "help"),
            why=self.why(step),
            choices=same or choices,
            initial=initial if isinstance(initial, str) else tuple(initial),
            optional=step.optional,
            offered=step.initial if typed and step.key not in said else "",
            jumps=True,
        )

    def _same(self, step: Step, said: Said) -> tuple[tuple[str, str], ...]:
        """The choices of "another debt?", one more at the same lender among them; () for any other question, and where
        the next debt was spoken of already."""
        row = re.fullmatch(r"debts\[(\d+)\]\.more", step.key)
        if row is None or f"debts[{int(row[1]) + 1}].lender" in said:
            return ()
        lender, name, kind = (str(said.get(f"debts[{row[1]}].{key}", "")) for key in ("lender", "name", "kind"))
        called = self.called.get(lender, lender) or name or (self.catalogue.word("lender_kind", kind) if kind else "")
        return ((YES, self.say(YES)), (NO, self.say(NO)), (SAME, self.say("same", name=called)))

    def prompt(self, step: Step) -> str:
        return self._part(step, "prompt")

    def help(self, step: Step) -> str:
        return self._part(step, "help")

    def why(self, step: Step) -> str:
        """Why it is asked, and on the next line where the answer is found, when somewhere it is."""
        lines = (self.say("why", text=self.reason(step)), self.where(step))
        return "\n".join(line for line in (lines[0], lines[1] and self.say("where", text=lines[1])) if line)

    def reason(self, step: Step) -> str:
        """Why it is asked: in its own words, else in those of its section."""
        topic, key = step.words
        own = self.catalogue.find(topic, f"{key}.why")
        return own if isinstance(own, str) else self.catalogue.say("fields", f"why.{key.partition('.')[0]}")

    def where(self, step: Step) -> str:
        """Where the answer is found: on which paper, which page; "" when only the person knows."""
        topic, key = step.words
        found = self.catalogue.find(topic, f"{key}.where")
        return found if isinstance(found, str) else ""

    def choice(self, step: Step, code: str) -> str:
        """The word for a choice of that step."""
        if step.group == "special":
            return self.say_special(code)
        if step.group:
            return self.catalogue.word(step.group, code)
        return self.say("unknown") if code == "unknown" else self.called.get(code, code)

    def answer(self, step: Step, answer: Answer, today: date) -> str:
        """The answer as it was understood; "" when nothing was given."""
        if step.ask is Ask.TEXT:
            text = str(answer)
            if step.field is not None and step.field.kind is Kind.LENDER:
                return self.called.get(text, text)
            return text if step.field is None else understood(step.field, text, today, self.catalogue)
        if step.ask is Ask.YES_NO:
            return self.say(str(answer)) if answer in (YES, NO) else ""
        chosen = (answer,) if isinstance(answer, str) else answer
        return self.say("comma").join(self.choice(step, code) for code in chosen if code in step.choices)

    def _part(self, step: Step, part: str) -> str:
        topic, key = step.words
        name = {"heading": "heading", "event_kind": "paper", "special": "special"}.get(step.about[0], "")
        about = {name: self.about(step)} if name else {}
        return self.catalogue.say(topic, f"{key}.{part}", **about)

    def about(self, step: Step) -> str:
        """The word for what the step speaks of; "" when it is about nothing in particular."""
        group, code = step.about
        if group == "special":
            return self.say_special(code)
        return self.catalogue.word(group, code) if group else ""

    def say_special(self, code: str) -> str:
        """The word for something that holds for few debts."""
        return self.catalogue.say("wizard", f"special.{code}")
