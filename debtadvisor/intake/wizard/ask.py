"""One question, put until its answer will do: what is wrong is said, what was understood is said back."""

from datetime import date

from debtadvisor.intake import values
from debtadvisor.intake.build import problem_with
from debtadvisor.intake.explain import explain
from debtadvisor.intake.fields import Kind
from debtadvisor.intake.lender_names import LenderNames
from debtadvisor.intake.prompters import TYPED_KEYS, Answer, Key, Prompter, is_emptied
from debtadvisor.intake.units import UnitError, is_unknown
from debtadvisor.intake.wizard.heard import heard
from debtadvisor.intake.wizard.step import Ask, Said, Step
from debtadvisor.intake.wizard.words import Words

_KEEPS_UNKNOWN = (Kind.AMOUNT, Kind.TEXT)


class PersonFirst(Exception):
    """Something was said that ends the questions: help comes before plans."""


class Asker:
    """Puts the steps of the wizard to a person."""

    def __init__(self, prompter: Prompter, words: Words, known: LenderNames) -> None:
        self.prompter = prompter
        self.words = words
        self.known = known

    def put(self, step: Step, said: Said, in_file: Said, as_of: date, today: date) -> Answer | Key:
        """The answer to one question once it will do, or BACK or JUMP.

        in_file   what an edited file says; an answer that is left as it was may say more than can be typed
        as_of     the day that dates count from
        """
        question = self.words.question(step, said)
        while True:
            answer = self.prompter.ask(question)
            if isinstance(answer, str) and step.ask is Ask.TEXT:
                answer = TYPED_KEYS.get(answer.strip(), answer)
            if answer is Key.WHY:
                self.words.tell(self.prompter, "help", text=question.why)
                continue
            if not isinstance(answer, str) or step.ask is not Ask.TEXT:
                return answer
            answer = _settled(step, answer)
            if answer and answer == in_file.get(step.key) == said.get(step.key):
                return answer
            if wrong := self._wrong(step, answer, as_of):
                self.prompter.tell(wrong)
                continue
            if step.field is not None and (echo := heard(step.field, answer, as_of, self.words.catalogue)):
                self.words.tell(self.prompter, "heard", what=echo)
            return _dated(step, answer, as_of, today)

    def _wrong(self, step: Step, answer: str, as_of: date) -> str:
        """Why that answer will not do, in the reader's language; "" when it will."""
        if answer == "":
            return "" if step.optional else self.words.say(_needed(step))
        if step.field is None:
            return ""
        problem = problem_with(step.field, answer, self.known, as_of)
        if problem is None:
            return ""
        if step.field.kind is not Kind.LENDER:
            return explain(problem, self.words.catalogue)
        # A number picked where a name is asked is near to nothing.
        near = "" if answer.isdecimal() else problem.values.get("nearest", "")
        key = "lender_near" if near else "lender_unknown"
        found = self.words.say(key, given=problem.values.get("given", ""), nearest=near)
        return f"{found}{self.words.say('lender_skip')}"


def _dated(step: Step, answer: str, as_of: date, today: date) -> str:
    """The answer; a day as its date, since 昨天 is another day tomorrow."""
    if step.field is None or step.field.kind is not Kind.DATE or not answer:
        return answer
    try:
        return values.day(answer, step.field, as_of, today).isoformat()
    except UnitError:
        return answer


def _needed(step: Step) -> str:
    """What to say when an answer cannot be left out."""
    if step.key == "spending.food":
        return "must_answer_food"
    if step.field is not None and step.field.kind is Kind.AMOUNT:
        return "must_answer"
    tail = step.key.rpartition(".")[2]
    own = {"overdue_since": "must_answer_about", "instalment": "must_answer_either", "until": "must_answer_until"}
    return own.get(tail, "must_answer_plain")


def _settled(step: Step, answer: str) -> str:
    """The text without spaces around it; "not known" is no answer where no range can say it."""
    text = "" if is_emptied(answer) else answer.strip()
    if step.field is not None and is_unknown(text) and step.field.kind not in _KEEPS_UNKNOWN:
        return ""
    return text
