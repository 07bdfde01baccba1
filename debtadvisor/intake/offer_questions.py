"""The questions about a lender's offer, for someone at a terminal. They fill the same texts as the flags do."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from debtadvisor.core.codes import DeferralInterest
from debtadvisor.core.errors import InputError
from debtadvisor.core.offer.model import TOLD, OfferKind, PaperForm, PaperTerm, PayTo
from debtadvisor.core.value import value
from debtadvisor.intake.explain import explain
from debtadvisor.intake.flags import Flags
from debtadvisor.intake.prompters import Answer, Key, Prompter, Question
from debtadvisor.intake.wizard.step import Ask
from debtadvisor.text.catalogue import Catalogue

Reader = Callable[[Flags, str], object]


@value
class OfferQuestion:
    """One question: its key, which is the name of its flag, how it is put, and what checks a typed answer."""

    key: str
    ask: Ask = Ask.TEXT
    codes: tuple[StrEnum, ...] = ()
    group: str = ""
    initial: str = ""
    reader: Reader | None = None
    optional: bool = False


def _amount(flags: Flags, text: str) -> object:
    return flags.amount("", text)


def _maybe_amount(flags: Flags, text: str) -> object:
    return flags.amount("", text, positive=False)


def _day(flags: Flags, text: str) -> object:
    return flags.day("", text, ahead=True)


def _count(flags: Flags, text: str) -> object:
    return flags.count("", text, high=600)


def _text(key: str, reader: Reader, *, optional: bool = False) -> OfferQuestion:
    return OfferQuestion(key=key, reader=reader, optional=optional)


_OF_KIND: Mapping[str, tuple[OfferQuestion, ...]] = {
    OfferKind.INSTALMENTS: (
        _text("monthly", _amount),
        _text("count", _count),
        _text("from", _day),
        _text("down", _maybe_amount, optional=True),
        _text("last", _maybe_amount, optional=True),
    ),
    OfferKind.SETTLEMENT: (_text("amount", _amount), _text("on", _day)),
    OfferKind.DEFERRAL: (
        _text("months", _count),
        OfferQuestion(
            key="interest",
            ask=Ask.ONE,
            codes=tuple(DeferralInterest),
            group="deferral_interest",
            initial=DeferralInterest.SIMPLE,
        ),
    ),
    OfferKind.EXTENSION: (_text("months", _count),),
}
_KIND = OfferQuestion(key="kind", ask=Ask.ONE, codes=tuple(OfferKind), group="offer_kind")
_ALWAYS = (
    _text("fee", _maybe_amount, optional=True),
    _text("claimed", _maybe_amount, optional=True),
    _text("waived", _maybe_amount, optional=True),
    _text("until", _day, optional=True),
    OfferQuestion(key="form", ask=Ask.ONE, codes=tuple(PaperForm), group="paper_form", initial=PaperForm.ORAL),
    OfferQuestion(key="pay-to", ask=Ask.ONE, codes=tuple(PayTo), group="pay_to", initial=PayTo.UNKNOWN),
    OfferQuestion(key="written", ask=Ask.MANY, codes=tuple(PaperTerm), group="paper_term"),
    OfferQuestion(key="trap", ask=Ask.MANY, codes=TOLD, group="trap"),
)


def questions(said: Mapping[str, Answer]) -> tuple[OfferQuestion, ...]:
    """The questions in order, as far as the answers so far decide them."""
    kind = said.get("kind")
    return (_KIND, *_OF_KIND.get(str(kind), ()), *_ALWAYS) if kind else (_KIND,)


def ask_offer(
    prompter: Prompter, words: Catalogue, flags: Flags, debts: Sequence[tuple[str, str]]
) -> dict[str, str | Sequence[str]]:
    """Asks for the debt when there are several (pairs of id and name), then for the offer.

    Raises KeyboardInterrupt on Ctrl-C and EOFError when the input ends.
    """
    said: dict[str, Answer] = {}
    prompter.tell(words.say("offer", "ask.intro"))
    if len(debts) > 1:
        said["debt"] = _debt(prompter, words, debts)
    place = 0
    while place < len(listed := questions(said)):
        answer = _put(prompter, words, listed[place], said, flags)
        if answer is Key.BACK:
            place = max(place - 1, 0)
            continue
        if isinstance(answer, Key):
            continue
        said[listed[place].key] = answer
        place += 1
    wanted = {"debt", *(question.key for question in questions(said))}
    return {key: answer for key, answer in said.items() if key in wanted}


def _debt(prompter: Prompter, words: Catalogue, debts: Sequence[tuple[str, str]]) -> str:
    prompt, help_, why = (words.say("offer", f"ask.debt.{part}") for part in ("prompt", "help", "why"))
    question = Question(key="debt", ask=Ask.ONE, prompt=prompt, help=help_, why=why, choices=tuple(debts))
    while True:
        answer = prompter.ask(question)
        if answer is Key.WHY:
            prompter.tell(why)
        elif isinstance(answer, str):
            return answer


def _put(
    prompter: Prompter, words: Catalogue, asked: OfferQuestion, said: Mapping[str, Answer], flags: Flags
) -> Answer | Key:
    """Puts one question until its answer can be read."""
    prompt, help_, why = (words.say("offer", f"ask.{asked.key}.{part}") for part in ("prompt", "help", "why"))
    choices = tuple((code.value, words.word(asked.group, code)) for code in asked.codes)
    initial = said.get(asked.key, asked.initial)
    question = Question(
        key=asked.key, ask=asked.ask, prompt=prompt, help=help_, why=why, choices=choices, initial=initial
    )
    while True:
        answer = prompter.ask(question)
        if answer is Key.WHY or answer in ("?", "？"):
            prompter.tell(why)
            continue
        if asked.reader is None or not isinstance(answer, str):
            return answer
        trouble = _trouble(asked, answer.strip(), flags, words)
        if not trouble:
            return answer.strip()
        prompter.tell(words.say("offer", "ask.again", problem=trouble))


def _trouble(asked: OfferQuestion, text: str, flags: Flags, words: Catalogue) -> str:
    """What is wrong with a typed answer, "" when nothing is."""
    if not text and asked.optional:
        return ""
    trial = Flags(flags.today)
    assert asked.reader is not None
    asked.reader(trial, text)
    try:
        trial.check()
    except InputError as wrong:
        return explain(wrong.problems[0], words)
    return ""
