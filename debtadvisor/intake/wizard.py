"""The questions, one by one: back, review and edit, a draft after each answer, resume.

A state machine over `wizard_steps`. It yields answers like any other door; `case_from` builds the case. It ends at
once, without a plan, when the person is not safe or writes of harming themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from debtadvisor.core.codes import Circumstance
from debtadvisor.core.errors import CaseError, InputError, Problem
from debtadvisor.core.triage.reading import speaks_of_self_harm
from debtadvisor.intake.build import case_from, problem_with
from debtadvisor.intake.drafts import discard_draft, load_draft, save_draft
from debtadvisor.intake.explain import explain
from debtadvisor.intake.fields import Field, Kind
from debtadvisor.intake.heard import heard
from debtadvisor.intake.lender_names import LenderNames
from debtadvisor.intake.prompters import Answer, Key, Prompter, Question
from debtadvisor.intake.units import is_unknown
from debtadvisor.intake.wizard_answers import answers_of, step_of
from debtadvisor.intake.wizard_steps import NO, YES, Ask, Step, steps
from debtadvisor.text.catalogue import Catalogue

_DONE = "done"


@dataclass(frozen=True, slots=True)
class WizardEnd:
    """How a run ended.

    answers   what was said, as a case file holds it
    stopped   True when the person must be helped before anything is planned; the answers are then not complete
    """

    answers: Mapping[str, object]
    stopped: bool


def run_wizard(
    prompter: Prompter, known: LenderNames, today: date, draft_path: Path | None, catalogue: Catalogue
) -> WizardEnd:
    """Asks until the answers make a case and the person has looked them over.

    draft_path   where each answer is kept for a later run; None keeps nothing

    Raises KeyboardInterrupt on Ctrl-C, with the draft saved, and InputError, with every answer that is missing, when
    the input ends. The draft stays until the caller discards it.
    """
    run = _Run(prompter, known, today, draft_path, catalogue)
    try:
        return run.through()
    except KeyboardInterrupt:
        run.say("saved" if run.saves else "bye")
        raise
    except EOFError:
        ended = Problem("", "input_ended")
        raise InputError((ended, *missing_answers(answers_of(run.said)))) from None


def missing_answers(answers: Mapping[str, object]) -> tuple[Problem, ...]:
    """What a plan cannot do without and these answers lack, all at once; empty when nothing is missing."""
    try:
        case_from(answers, {}, date(2026, 1, 1))  # neither names nor the day matter for what is absent
    except CaseError as wrong:
        lacking = ("missing", "no_debts", "lender_or_kind", "needs_instalments")
        return tuple(problem for problem in wrong.problems if problem.code in lacking)
    return ()


class _Run:
    """One run: what was said so far, and the way on."""

    def __init__(
        self, prompter: Prompter, known: LenderNames, today: date, draft_path: Path | None, catalogue: Catalogue
    ) -> None:
        self.prompter = prompter
        self.known = known
        self.today = today
        self.draft_path = draft_path
        self.catalogue = catalogue
        self.said: dict[str, Answer] = {}
        # Answered already, but passed on the way back: to be looked at again.
        self.again: set[str] = set()

    @property
    def saves(self) -> bool:
        """Whether answers are kept. Nothing is left on a device that someone else controls."""
        return self.draft_path is not None and Circumstance.PHONE_CONTROLLED not in self.said.get(
            "borrower.circumstances", ()
        )

    def say(self, key: str, **values: str | date) -> None:
        self.prompter.tell(self.catalogue.say("wizard", f"say.{key}", **values))

    # --- the way through ------------------------------------------------------------------------

    def through(self) -> WizardEnd:
        hint = self.catalogue.say("wizard", f"say.{self.prompter.back_hint}")
        for line in self.catalogue.lines("wizard", "say.opening", back=hint):
            self.prompter.tell(line)
        self._resume()
        if self._walk(self._open()):
            return WizardEnd(answers_of(self.said), stopped=True)
        while (key := self._review()) != _DONE:
            if self._edit(key) or self._walk(self._open()):
                return WizardEnd(answers_of(self.said), stopped=True)
        return WizardEnd(answers_of(self.said), stopped=False)

    def _resume(self) -> None:
        draft = load_draft(self.draft_path) if self.draft_path is not None else None
        if draft is None or not draft[0]:
            return
        said, when = draft
        prompt = self.catalogue.say("wizard", "say.resume", when=when)
        question = Question(key="resume", ask=Ask.YES_NO, prompt=prompt, help="", why=prompt, initial=YES)
        answer = self.prompter.ask(question)
        while isinstance(answer, Key):
            answer = self.prompter.ask(question)
        if answer == YES:
            self.said = dict(said)
            # Whether someone is safe is asked anew every time.
            self.said.pop("borrower.safe", None)

    def _open(self) -> str:
        """The key of the first question that is still to be asked, "" when there is none."""
        return self._next_open([step.key for step in steps(self.said)])

    def _next_open(self, keys: Sequence[str]) -> str:
        return next((key for key in keys if key not in self.said or key in self.again), "")

    def _walk(self, here: str) -> bool:
        """Asks from that question on until none is open. True when the run must stop."""
        while here:
            order = list(steps(self.said))
            place = next(i for i, step in enumerate(order) if step.key == here)
            answer = self._put(order[place])
            if answer is Key.BACK:
                self.say("again" if place else "at_start")
                self.again.add(here)
                here = order[max(place - 1, 0)].key
                continue
            if self._take(order[place], answer):
                return True
            self.again.discard(here)
            keys = [step.key for step in steps(self.said)]
            here = self._next_open(keys[keys.index(here) + 1 :]) or self._open()
        return False

    def _edit(self, key: str) -> bool:
        """Asks one question again; back leaves it as it was. True when the run must stop."""
        step = next((step for step in steps(self.said) if step.key == key), None)
        if step is None:
            return False
        answer = self._put(step)
        return answer is not Key.BACK and self._take(step, answer)

    def _take(self, step: Step, answer: Answer | Key) -> bool:
        """Keeps the answer. True when it means that people come before plans; the draft then asks it anew."""
        if isinstance(answer, Key):
            return False
        self.said[step.key] = answer
        stop = step.key == "borrower.safe" and answer == NO
        stop = stop or (isinstance(answer, str) and speaks_of_self_harm(answer))
        kept = {key: one for key, one in self.said.items() if not (stop and key == step.key)}
        if self.draft_path is not None and self.saves:
            save_draft(self.draft_path, kept, self.today)
        elif self.draft_path is not None:
            discard_draft(self.draft_path)
        return stop

    # --- one question -----------------------------------------------------------------------------

    def _put(self, step: Step) -> Answer | Key:
        """The answer to one question once it will do, or BACK."""
        question = self.question(step)
        while True:
            answer = self.prompter.ask(question)
            if answer is Key.WHY or answer in ("?", "？"):
                self.prompter.tell(question.why)
                continue
            if not isinstance(answer, str):
                return answer
            answer = _settled(step, answer)
            wrong = self._wrong(step, answer)
            if not wrong:
                if step.field is not None and (echo := heard(step.field, answer, self.today, self.catalogue)):
                    self.say("heard", what=echo)
                return answer
            self.prompter.tell(wrong)

    def question(self, step: Step) -> Question:
        """The question in the reader's language, with the earlier answer offered again."""
        topic, key = step.words
        about = self.catalogue.word(*step.about) if step.about[0] else ""
        name = {"heading": "heading", "event_kind": "paper"}.get(step.about[0], "")
        values = {name: about} if name else {}
        why = self.catalogue.find(topic, f"{key}.why")
        section = key.partition(".")[0]
        return Question(
            key=step.key,
            ask=step.ask,
            prompt=self.catalogue.say(topic, f"{key}.prompt", **values),
            help=self.catalogue.say(topic, f"{key}.help", **values),
            why=why if isinstance(why, str) else self.catalogue.say("fields", f"why.{section}"),
            choices=tuple((code, self._word(step, code)) for code in step.choices),
            initial=self.said.get(step.key, () if step.ask is Ask.MANY else step.initial),
        )

    def _word(self, step: Step, code: str) -> str:
        if step.group:
            return self.catalogue.word(step.group, code)
        return self.catalogue.say("wizard", "say.unknown") if code == "unknown" else code

    def _wrong(self, step: Step, answer: str) -> str:
        """Why that answer will not do, in the reader's language; "" when it will."""
        if answer == "":
            if step.optional:
                return ""
            ranged = step.field is not None and step.field.kind is Kind.AMOUNT
            return self.catalogue.say("wizard", "say.must_answer" if ranged else "say.must_answer_plain")
        if step.field is None or step.ask is not Ask.TEXT:
            return ""
        problem = problem_with(step.field, answer, self.known, self.today)
        if problem is None:
            return ""
        more = self.catalogue.say("wizard", "say.lender_skip") if step.field.kind is Kind.LENDER else ""
        return explain(problem, self.catalogue) if not more else f"{_not_found(problem, self.catalogue)}{more}"

    # --- review -----------------------------------------------------------------------------------

    def _review(self) -> str:
        """The key of the answer to change, or `_DONE`, which is offered once the answers make a case."""
        problems = self._problems()
        if problems:
            self.say("problems")
        for problem in problems:
            self.prompter.tell(f"- {explain(problem, self.catalogue)}")
        first = [key for key in (step_of(problem.where, self.said) for problem in problems) if key]
        lines = {step.key: self._line(step) for step in steps(self.said) if step.key in self.said}
        order = dict.fromkeys([*first, *lines])
        done = () if problems else ((_DONE, self.catalogue.say("wizard", "say.done")),)
        prompt = self.catalogue.say("wizard", "say.review")
        choices = (*done, *((key, lines[key]) for key in order if key in lines))
        question = Question(key="review", ask=Ask.ONE, prompt=prompt, help="", why=prompt, choices=choices)
        answer = self.prompter.ask(question)
        while not isinstance(answer, str):
            answer = self.prompter.ask(question)
        return answer

    def _problems(self) -> tuple[Problem, ...]:
        try:
            case_from(answers_of(self.said), self.known, self.today)
        except CaseError as wrong:
            return wrong.problems
        return ()

    def _line(self, step: Step) -> str:
        """One line of the review page: what was asked, and the answer in words."""
        question, answer = self.question(step), self.said[step.key]
        words = dict(question.choices) | {code: self.catalogue.say("wizard", f"say.{code}") for code in (YES, NO)}
        chosen = [answer] if isinstance(answer, str) else [code for code in words if code in answer]
        text = self.catalogue.say("wizard", "say.comma").join(words.get(code, code) for code in chosen)
        empty = self.catalogue.say("wizard", "say.none" if step.ask is Ask.MANY else "say.skipped")
        return self.catalogue.say("wizard", "say.line", what=question.prompt, answer=text or empty)


def _not_found(problem: Problem, catalogue: Catalogue) -> str:
    """That a lender is not in the list, with the names that look like it, for someone who is typing and not writing
    a file."""
    near = problem.values.get("nearest", "")
    key = "lender_near" if near else "lender_unknown"
    return catalogue.say("wizard", f"say.{key}", given=problem.values.get("given", ""), nearest=near)


def _settled(step: Step, answer: str) -> str:
    """The text without spaces around it; "not known" is no answer where no range can say it."""
    text = answer.strip()
    field = step.field
    if field is not None and step.ask is Ask.TEXT and is_unknown(text) and not _keeps_unknown(field):
        return ""
    return text


def _keeps_unknown(field: Field) -> bool:
    return field.kind in (Kind.AMOUNT, Kind.TEXT)
