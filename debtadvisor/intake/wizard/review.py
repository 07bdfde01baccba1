"""The page at the end on which everything that was said stands, and its parts, where one answer can be changed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from debtadvisor.core.case import Amount, Case
from debtadvisor.core.codes import Every
from debtadvisor.core.money import Money
from debtadvisor.intake.fields import Kind
from debtadvisor.intake.prompters import Question
from debtadvisor.intake.wizard.step import KEPT, Ask, Part, Said, Step, debt_ids, part_page
from debtadvisor.intake.wizard.steps import steps
from debtadvisor.intake.wizard.words import Words
from debtadvisor.text.shapes import shape

# Choices that are no question.
DONE, RETURN, REMOVE, ADD = "@done", "@return", "@remove", "@add"
_PAGE = "@page:"


@dataclass(frozen=True, slots=True)
class Page:
    """One part of the wizard: a whole part, or one of the debts.

    code    of the part, or the place of the debt
    number  of the part, from 1
    """

    code: str
    number: int
    steps: tuple[Step, ...]

    @property
    def choice(self) -> str:
        """What chooses it in a list."""
        return f"{_PAGE}{self.code}"

    @property
    def is_row(self) -> bool:
        """Whether it is one debt among others."""
        return "[" in self.code


def page_of(choice: str, said: Said) -> Page | None:
    """The page behind a choice; None when the choice is something else."""
    return next((page for page in pages(said) if page.choice == choice), None)


def pages(said: Said) -> tuple[Page, ...]:
    """Every page in the order of the questions."""
    found: dict[str, list[Step]] = {}
    for step in steps(said):
        found.setdefault(part_page(step), []).append(step)
    numbers = {part: number for number, part in enumerate(Part, start=1)}
    return tuple(Page(code, numbers[group[0].part], tuple(group)) for code, group in found.items())


class Review:
    """Words for the review, for what was said on that day. `again` are the keys to look at once more."""

    def __init__(self, words: Words, said: Said, again: Collection[str], today: date) -> None:
        self.words = words
        self.said = said
        self.again = again
        self.today = today

    def title(self, page: Page) -> str:
        """What the page is called: the part, or the debt with its number and what the person calls it."""
        if page.code == Part.DEBTS.value:
            return self.words.say("debts_special")
        if not page.is_row:
            return self.words.catalogue.say("wizard", f"parts.{page.code}")
        place = int(page.code[len("debts[") : -1])
        names = debt_ids(self.said)
        if place >= len(names):
            return self.words.say("debt_open", number=place + 1)
        called = (str(self.said.get(f"{page.code}.{key}", "")) for key in ("lender", "name"))
        name = next(filter(None, called), names[place])
        return self.words.say("debt_named", number=place + 1, name=self.words.called.get(name, name))

    def lines(self, case: Case | None) -> Iterator[str]:
        """The whole page: each part with its answers, what is nothing or was left out in one line, and the sums."""
        for page in pages(self.said):
            yield ""
            yield self.words.say("review_part", part=self.title(page))
            silent = [step for step in page.steps if self.is_silent(step)]
            yield from (f"  {self.line(step)}" for step in page.steps if step not in silent)
            headings = [step for step in silent if step.about[0] == "heading"]
            passed = [step for step in headings if not self.said.get(step.key)]
            yield from self._left("review_nothing", [step for step in headings if step not in passed])
            yield from self._left("review_passed", passed)
            yield from self._left("review_left", [step for step in silent if step not in headings])
            yield from self._kept(page)
        if case is not None:
            yield ""
            yield from self._sums(case)

    def _left(self, key: str, silent: list[Step]) -> Iterator[str]:
        """Those questions in one line, when there are any."""
        names = [self.short(step) for step in silent if not step.key.endswith(".more")]
        if names:
            yield "  " + self.words.say(key, what=self.words.say("comma").join(names))

    def _kept(self, page: Page) -> Iterator[str]:
        """What a file says in more detail than is asked, and so is left as it is."""
        kept = [key.removesuffix(f".{KEPT}") for key in self.said if key.endswith(f".{KEPT}")]
        if page.code == Part.LAST.value and "goals.order" in kept:
            yield "  " + self.words.say("review_kept", what=self.words.catalogue.say("fields", "goals.order.prompt"))
        if page.code == Part.CASH.value and "cash" in kept:
            yield "  " + self.words.say("review_kept", what=self.words.catalogue.word("asset_kind", "cash"))
        headings = [key.partition(".")[2] for key in kept if key.startswith("spending.")]
        if page.code == Part.SPENDING.value and headings:
            names = self.words.say("comma").join(self.words.catalogue.word("heading", code) for code in headings)
            yield "  " + self.words.say("review_kept", what=names)

    def is_silent(self, step: Step) -> bool:
        """Whether its answer says nothing that deserves a line: left out, nothing, or only whether there is more."""
        answer = self.said.get(step.key, "")
        if step.key in self.again:
            return False
        is_rate = step.field is not None and step.field.kind is Kind.RATE
        return not answer or (answer == "0" and not is_rate) or step.key.endswith(".more")

    def short(self, step: Step) -> str:
        """The question in as few words as there are: a heading of spending by its name."""
        return self.words.about(step) if step.about[0] == "heading" else self.words.prompt(step)

    def line(self, step: Step) -> str:
        """What was asked, and the answer in words."""
        if step.key not in self.said:
            text = self.words.say("open")
        else:
            text = self.words.answer(step, _plain(self.said[step.key]), self.today)
            text = text or self.words.say("none" if step.ask is Ask.MANY else "skipped")
        line = self.words.say("line", what=self.short(step), answer=text)
        return self.words.say("line_again", line=line) if step.key in self.again else line

    def _sums(self, case: Case) -> Iterator[str]:
        yield self.words.say("sum_debts", count=len(case.debts), sum=self._sum([debt.principal for debt in case.debts]))
        every = [*(income.every for income in case.incomes), *(line.every for line in case.spending)]
        if set(every) <= {Every.MONTH}:
            incomes = self._sum([income.amount for income in case.incomes])
            yield self.words.say(
                "sum_month", incomes=incomes, spending=self._sum([one.amount for one in case.spending])
            )

    def _sum(self, amounts: list[Amount]) -> str:
        """The sum of what is known, as a range where it is one; with a mark where something is not known."""
        low, high = sum(one.low for one in amounts), sum(one.high or one.low for one in amounts)
        lang = self.words.catalogue.lang
        ends = (shape(Money(low), lang), shape(Money(high), lang))
        text = ends[0] if low == high else self.words.say("range", low=ends[0], high=ends[1])
        return self.words.say("sum_unknown", sum=text) if any(one.high is None for one in amounts) else text

    # --- choices ------------------------------------------------------------------------------------

    def menu(self, first: tuple[Step, ...], *, sound: bool) -> Question:
        """Which part to change. `first` stand on top: what does not fit, and what to look at again."""
        done = ((DONE, self.words.say("done_again" if self.again else "done")),) if sound else ()
        lines = tuple((step.key, self.line(step)) for step in first)
        parts = tuple((page.choice, self.words.say("change", part=self.title(page))) for page in pages(self.said))
        prompt = self.words.say("review")
        choices = (*done, *lines, *parts)
        return Question(key="review", ask=Ask.ONE, prompt=prompt, help="", why=prompt, choices=choices, keys=False)

    def jump(self, page: Page) -> Question:
        """Where to go on; to the same place first."""
        parts = tuple((one.choice, self._standing(one)) for one in pages(self.said))
        prompt, choices = self.words.say("jump"), ((RETURN, self.words.say("jump_return")), *parts)
        return Question(
            key="jump", ask=Ask.ONE, prompt=prompt, help="", why=prompt, choices=choices, initial=page.choice
        )

    def page(self, page: Page, *, removable: bool) -> Question:
        """Which line of that page to change, and for a debt or an income, to take it out or to add one."""
        lines = tuple((step.key, self.line(step)) for step in page.steps if not step.key.endswith(".more"))
        extra: list[tuple[str, str]] = [(RETURN, self.words.say("page_return"))]
        if page.is_row:
            extra.append((ADD, self.words.say("add_debt")))
            extra += [(REMOVE, self.words.say("remove_debt"))] if removable else []
        if page.code == Part.INCOMES.value:
            extra.append((ADD, self.words.say("add_income")))
            extra += [
                (f"{REMOVE}{i}", self.words.say("remove_income", number=i + 1)) for i in range(self._incomes(page))
            ]
        prompt = self.words.say("page", part=self.title(page))
        return Question(
            key=page.choice, ask=Ask.ONE, prompt=prompt, help="", why=prompt, choices=(extra[0], *lines, *extra[1:])
        )

    def _incomes(self, page: Page) -> int:
        return sum(step.key.endswith(".amount") for step in page.steps)

    def _standing(self, page: Page) -> str:
        """The page with how many questions are still open."""
        left = sum(step.key not in self.said for step in page.steps)
        title = self.words.say("part_short", number=page.number, name=self.title(page))
        if not left:
            return self.words.say("part_full", part=title)
        untouched = left == len(page.steps)
        return self.words.say("part_new" if untouched else "part_open", part=title, count=left)


def _plain(answer: object) -> str | tuple[str, ...]:
    return answer if isinstance(answer, str) else tuple(answer) if isinstance(answer, (tuple, list)) else ""
