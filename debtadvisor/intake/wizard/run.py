"""The questions, one by one: back, other parts, review and edit, a draft after each answer.

A state machine over `wizard_steps`. It yields answers like any other door; `case_from` builds the case. It ends at
once, without a plan, when the person is not safe or writes of harming themselves.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from debtadvisor.core.case import Case
from debtadvisor.core.codes import Circumstance, DebtCircumstance
from debtadvisor.core.errors import CaseError, InputError, Problem
from debtadvisor.core.triage.reading import speaks_of_self_harm
from debtadvisor.intake.build import case_from
from debtadvisor.intake.explain import explain
from debtadvisor.intake.lender_names import LenderNames
from debtadvisor.intake.prompters import Answer, Key, Prompter, Question
from debtadvisor.intake.wizard.answers import NOTHING, Base, Written, missing_answers, step_of, written
from debtadvisor.intake.wizard.ask import Asker, PersonFirst
from debtadvisor.intake.wizard.debt_steps import not_mine
from debtadvisor.intake.wizard.drafts import DraftFile, Progress
from debtadvisor.intake.wizard.paste import ListReader, pasted_debts
from debtadvisor.intake.wizard.review import ADD, DONE, REMOVE, RETURN, Page, Review, page_of, pages
from debtadvisor.intake.wizard.rows import renamed, shared, shifted, with_row, without_row
from debtadvisor.intake.wizard.step import NO, SAME, YES, Part, Step, debt_ids, part_page, resting_among
from debtadvisor.intake.wizard.steps import steps
from debtadvisor.intake.wizard.words import Words
from debtadvisor.text.catalogue import Catalogue, Value


@dataclass(frozen=True, slots=True)
class WizardEnd:
    """How a run ended.

    written  what was said, as a case file holds it
    stopped  True when the person must be helped before anything is planned; the answers are then not complete
    """

    written: Written
    stopped: bool

    @property
    def answers(self) -> Mapping[str, object]:
        """What was said, as a case file holds it."""
        return self.written.answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """Where a run begins: at nothing, at a draft, or at a case that is edited.

    draft     where each answer is kept for a later run; None keeps nothing
    progress  what was said before
    base      the case that is edited
    lists     what reads a pasted list of debts; None when debts are only asked one by one
    usual     the product that a lender, named as it was typed, usually lends; "" when nobody knows
    called    what people call a lender that a file names by its id
    """

    draft: DraftFile | None = None
    progress: Progress | None = None
    base: Base = NOTHING
    lists: ListReader | None = None
    usual: Callable[[str], str] = lambda lender: ""
    called: Mapping[str, str] = field(default_factory=dict)


def run_wizard(
    prompter: Prompter, known: LenderNames, clock: Callable[[], date], catalogue: Catalogue, begin: Begin
) -> WizardEnd:
    """Asks until the answers make a case and the person has looked them over.

    clock   gives today; asked again for each answer, since a run may last over midnight

    Raises KeyboardInterrupt on Ctrl-C, with the draft saved, and InputError, with every answer that is missing, when
    the input ends. The draft stays until the caller discards it.
    """
    run = _Run(prompter, known, clock, Words(catalogue, begin.called), begin)
    try:
        return run.through()
    except KeyboardInterrupt:
        run.farewell()
        raise
    except EOFError:
        ended = Problem("", "input_ended")
        raise InputError((ended, *missing_answers(run.answers().answers))) from None


class _Run:
    """One run: what was said so far, and the way on."""

    def __init__(
        self, prompter: Prompter, known: LenderNames, clock: Callable[[], date], words: Words, begin: Begin
    ) -> None:
        self.prompter = prompter
        self.asker = Asker(prompter, words, known)
        self.known = known
        self.clock = clock
        self.words = words
        self.draft = begin.draft
        self.base = begin.base
        self.before = begin.progress or Progress(said={})
        self.said: dict[str, Answer] = dict(self.before.said)
        # Answers that deserve another look, because one they rest on has changed.
        self.again: set[str] = {key for key in self.before.again if key in self.said}
        # Answered already, but passed on the way back: asked again on the way forward.
        self.passed: set[str] = set()
        self.lists = begin.lists
        self.usual = begin.usual
        # Whether a list may be pasted at the next debt that nothing was said of: the first, and one that was asked for.
        self.list_next = "debts[0].lender" not in self.said
        self.part = ""
        self.told_unsaved = False

    def say(self, key: str, **values_: Value) -> None:
        self.words.tell(self.prompter, key, **values_)

    def today(self) -> date:
        """The day that dates are counted from: the one the edited file gives, else today."""
        given = self.said.get("case.as_of", "")
        try:
            return date.fromisoformat(str(given)) if given else self.clock()
        except ValueError:
            return self.clock()

    def answers(self) -> Written:
        return written(self.said, self.base)

    def steps(self) -> list[Step]:
        return list(steps(self.said))

    def review(self) -> Review:
        return Review(self.words, self.said, self.again, self.today())

    @property
    def saves(self) -> bool:
        """Whether answers are kept. Nothing is left on a device that someone else controls."""
        circumstances = self.said.get("borrower.circumstances", ())
        return self.draft is not None and Circumstance.PHONE_CONTROLLED not in circumstances

    # --- the way through ------------------------------------------------------------------------

    def through(self) -> WizardEnd:
        # Whether someone is safe is asked anew every time.
        self.said.pop("borrower.safe", None)
        self._pick_up()
        try:
            self._walk(self._open())
            while (chosen := self._look_over()) != DONE:
                self._change(chosen)
                self._walk(self._open())
        except PersonFirst:
            return WizardEnd(self.answers(), stopped=True)
        return WizardEnd(self.answers(), stopped=False)

    def farewell(self) -> None:
        """The last words to somebody who leaves: what is kept, and what is not."""
        if self.draft is not None and self.draft.written:
            self.say("saved")
        elif self.told_unsaved:
            self.say("lost")
        else:
            self.say("bye" if not self.before.said else "bye_as_it_was")

    def _pick_up(self) -> None:
        """Says where the last run stopped."""
        last = next((step for step in self.steps() if step.key == self.before.last), None)
        if last is not None and last.key in self.said:
            answer = self.words.answer(last, self.said[last.key], self.today()) or self.words.say("skipped")
            self.say("resumed", what=self.words.prompt(last), answer=answer)

    def _open(self, after: str = "") -> str:
        """The key of the first question that is still to be asked, behind that one first; "" when there is none."""
        keys = [step.key for step in self.steps()]
        place = keys.index(after) + 1 if after in keys else 0
        return next((key for key in keys[place:] + keys[:place] if key not in self.said or key in self.passed), "")

    def _walk(self, here: str) -> None:
        """Asks from that question on until none is open. Raises PersonFirst."""
        while here:
            order = self.steps()
            place = next(i for i, step in enumerate(order) if step.key == here)
            self._announce(order[place])
            pasted = self._pasted(order[place])
            if pasted is True:
                here = self._open(here)
                continue
            answer = pasted or self._put(order[place])
            if answer is Key.BACK:
                self.say("again" if place else "at_start")
                self.passed.add(here)
                here = order[max(place - 1, 0)].key
            elif answer is Key.JUMP:
                here = self._jump(order[place])
            else:
                self._take(order[place], answer)
                self.passed.discard(here)
                here = self._open(here)

    def _announce(self, step: Step) -> None:
        """Says which part begins, and how far that is."""
        page = part_page(step)
        if page == self.part:
            return
        self.part = page
        found = next(one for one in pages(self.said) if one.code == page)
        self.prompter.tell("")
        self.say("part", number=found.number, count=len(Part), name=self.review().title(found))
        if page == Part.SPENDING.value:
            self.say("spending_how")

    def _pasted(self, step: Step) -> Key | bool:
        """Whether the debts were taken from a list; BACK for the question before. Raises PersonFirst."""
        row = re.fullmatch(r"debts\[(\d+)\]\.lender", step.key)
        if self.lists is None or not self.list_next or row is None or step.key in self.said:
            return False
        found = pasted_debts(self.prompter, self.words, self.lists, self.known, self.today(), int(row[1]))
        self.list_next = isinstance(found, Key)
        if isinstance(found, Key) or not found:
            return found if isinstance(found, Key) else False
        self.said |= found
        self._keep(step.key)
        return True

    def _jump(self, step: Step) -> str:
        """Where to go on. What decides everything else is answered first."""
        if any(one.key not in self.said for one in self.steps() if one.part is Part.FIRST):
            self.say("jump_first")
            return step.key
        here = next(one for one in pages(self.said) if one.code == part_page(step))
        chosen = page_of(self._choose(self.review().jump(here)), self.said)
        if chosen is None:
            return step.key
        if not any(one.key in self.said for one in chosen.steps):
            return chosen.steps[0].key
        self._turn_to(chosen)
        keys = {one.key for one in self.steps()}
        after = page_of(chosen.choice, self.said)
        left = [one.key for one in after.steps if one.key not in self.said] if after is not None else []
        return left[0] if left else step.key if step.key in keys else self._open()

    # --- one answer ---------------------------------------------------------------------------------

    def _edit(self, key: str) -> None:
        """Asks one question again; back leaves it as it was. Raises PersonFirst."""
        step = next((step for step in self.steps() if step.key == key), None)
        if step is not None:
            answer = self._put(step)
            if not isinstance(answer, Key):
                self._take(step, answer)

    def _take(self, step: Step, answer: Answer | Key) -> None:
        """Keeps the answer, and marks what rests on it. Raises PersonFirst when people come before plans; the draft
        then asks it anew."""
        if isinstance(answer, Key):
            return
        if answer == SAME and step.key.endswith(".more"):
            answer = self._repeat(step)
        names, before = debt_ids(self.said), self.said.get(step.key)
        self.said[step.key] = answer
        self.again.discard(step.key)
        if step.key.startswith("special"):
            self._ask_of_strange()
        if before is not None and before != answer:
            self.said = renamed(self.said, names)
            self._mark(step.key)
        stop = step.key == "borrower.safe" and answer == NO
        stop = stop or (isinstance(answer, str) and speaks_of_self_harm(answer))
        self._keep(step.key, without=step.key if stop else "")
        if stop:
            raise PersonFirst

    def _ask_of_strange(self) -> None:
        """Asks what is so with a debt that is not theirs, unless they said it: not known to them, if nothing else."""
        for key in (f"{place}.circumstances" for place in not_mine(self.said)):
            if not self.said.get(key):
                self.said[key] = (DebtCircumstance.NOT_RECOGNISED.value,)
                self.passed.add(key)

    def _repeat(self, step: Step) -> str:
        """Takes over for the next debt what it has in common with this one, and says what that is."""
        common = shared(self.said, int(step.key[len("debts[") : step.key.index("]")]))
        self.said |= common
        self.say("same_as")
        review = self.review()
        for one in steps({**self.said, step.key: YES}):
            if one.key in common and not review.is_silent(one):
                self.prompter.tell(f"  {review.line(one)}")
        return YES

    def _mark(self, key: str) -> None:
        """Marks the answers that rest on that one and say something."""
        found = [
            one
            for one in resting_among(key, [step.key for step in self.steps()])
            if self.said.get(one) not in (None, "", (), "0") and one not in self.again
        ]
        self.again.update(found)
        if found:
            self.say("marked", count=len(found))

    def _keep(self, last: str, without: str = "") -> None:
        """Saves the draft. A disk that takes nothing is told once; the run goes on without."""
        if self.draft is None:
            return
        kept = {key: answer for key, answer in self.said.items() if key != without}
        if not self.saves or not kept:
            self.draft.discard()
            return
        again = tuple(key for key in kept if key in self.again)
        reason = self.draft.save(Progress(said=kept, again=again, last=last, origin=self.before.origin))
        if reason and not self.told_unsaved:
            self.told_unsaved = True
            self.say("unsaved", reason=reason)

    def _put(self, step: Step) -> Answer | Key:
        """The answer to one question once it will do, or BACK or JUMP. A product is offered as the lender has it."""
        place, _, tail = step.key.rpartition(".")
        if tail == "product" and step.key not in self.said:
            step = replace(step, initial=self.usual(str(self.said.get(f"{place}.lender", ""))) or step.initial)
        return self.asker.put(step, self.said, self.base.said, self.today(), self.clock())

    # --- looking it over ------------------------------------------------------------------------------

    def _look_over(self) -> str:
        """What to change, or `DONE`, which is offered once the answers make a case."""
        self.part = ""
        case, problems = self._case()
        review = self.review()
        self.prompter.tell("")
        self.say("understood")
        for line in review.lines(case):
            self.prompter.tell(line)
        if problems:
            self.say("problems")
        for problem in problems:
            self.prompter.tell(f"- {explain(problem, self.words.catalogue)}")
        if self.again:
            self.say("look_again", count=len(self.again))
        wrong = {step_of(problem.where, self.said, self.base) for problem in problems}
        first = tuple(step for step in self.steps() if step.key in wrong or step.key in self.again)
        return self._choose(review.menu(first, sound=not problems))

    def _case(self) -> tuple[Case | None, tuple[Problem, ...]]:
        try:
            return case_from(self.answers().answers, self.known, self.clock()), ()
        except CaseError as wrong:
            return None, wrong.problems

    def _change(self, chosen: str) -> None:
        page = page_of(chosen, self.said)
        if page is None:
            self._edit(chosen)
        else:
            self._turn_to(page)

    def _turn_to(self, page: Page) -> None:
        """One page, line by line, until the person goes back. Raises PersonFirst."""
        while True:
            found = page_of(page.choice, self.said)
            if found is None:
                return
            removable = found.is_row and "debts[1].lender" in self.said
            chosen = self._choose(self.review().page(found, removable=removable))
            if chosen == RETURN:
                return
            if chosen == ADD or chosen.startswith(REMOVE):
                self._rows(found, chosen)
                return
            self._edit(chosen)

    def _rows(self, page: Page, chosen: str) -> None:
        """Adds a debt or an income, which is then asked about, or takes one out."""
        name, _, number = page.code.partition("[")
        if chosen == ADD:
            self.said = with_row(self.said, name)
            self.list_next = True
            # What holds for few debts may hold for the new one.
            self.passed |= {key for key in self.said if name == "debts" and key.partition(".")[0] == "special"}
        else:
            row = int(number.rstrip("]") or chosen.removeprefix(REMOVE))
            self.said = without_row(self.said, name, row)
            self.again = set(shifted(dict.fromkeys(self.again, True), name, row))
            self.say("removed")
        self._keep(self.before.last)

    def _choose(self, question: Question) -> str:
        """One of the choices; the keys mean the first, which is to go back where there is such a way."""
        while True:
            answer = self.prompter.ask(question)
            if isinstance(answer, str) and answer:
                return answer
            if answer is Key.BACK and question.choices[0][0] == RETURN:
                return RETURN
            if answer is Key.WHY:
                self.say("help", text=self.words.say("choose_why"))
