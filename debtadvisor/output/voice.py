"""The words that every part of a page shares: names of debts, amounts, payments in a row, days near by."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from debtadvisor.core.case import Case, Debt
from debtadvisor.core.codes import Product
from debtadvisor.core.money import Money, fen_of_yuan
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.schedule import Schedule
from debtadvisor.core.words import Words
from debtadvisor.text.catalogue import Catalogue, Value

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_SUM = re.compile(r"-?\d+\.\d{2}")
# More stretches of equal payments than this are told as "from ... to ...".
_MOST_RUNS = 3


class Speech:
    """One language speaking, about no case in particular."""

    def __init__(self, catalogue: Catalogue, topic: str = "report") -> None:
        self.catalogue = catalogue
        self.topic = topic
        self.lang = catalogue.lang
        self.names: Mapping[str, str] = {}

    def say(self, key: str, /, **values: Value) -> str:
        """The sentence at that key of the topic, ``report.toml`` unless another was asked for."""
        return self.catalogue.say(self.topic, key, **values)

    def lines(self, key: str) -> tuple[str, ...]:
        return self.catalogue.lines(self.topic, key)

    def word(self, group: str, code: str) -> str:
        return self.catalogue.word(group, code)

    def of(self, words: Words) -> str:
        """A sentence of the policy book in this language."""
        return self.catalogue.of(words)

    def joined(self, texts: Sequence[str]) -> str:
        """Words in a row: 银行流水、工资条."""
        return ("、" if self.lang == "zh" else ", ").join(texts)

    def sentences(self, *texts: str) -> str:
        """Sentences one after the other; empty ones fall away."""
        return ("" if self.lang == "zh" else " ").join(text for text in texts if text)

    def yuan(self, fen: int) -> str:
        """8,632.17 元."""
        return self.catalogue.shape(Money(fen))

    def day(self, when: date) -> str:
        return self.catalogue.shape(when)

    def name(self, debt_id: str) -> str:
        """What the debt is called on pages; its id when no case names it, "" for none."""
        return self.names.get(debt_id, debt_id)

    def value(self, name: str, text: str) -> Value:
        """A finding's value for its card: a date when it is an ISO date, a sum when it is yuan with two decimals, a
        word when it is a code we have one for."""
        if _ISO.fullmatch(text):
            return date.fromisoformat(text)
        if _SUM.fullmatch(text):
            return Money(fen_of_yuan(Decimal(text)))
        word = self.catalogue.find("terms", f"{name}.{text}") if text.isidentifier() else None
        return word if isinstance(word, str) else text

    def values(self, pairs: Sequence[tuple[str, str]]) -> Mapping[str, Value]:
        return {name: self.value(name, text) for name, text in pairs}


class Voice(Speech):
    """One language speaking about one case."""

    def __init__(self, catalogue: Catalogue, case: Case, book: PolicyBook) -> None:
        super().__init__(catalogue)
        self.case = case
        self.names = _names(case, book, self)

    def near(self, when: date) -> str:
        """Today, tomorrow with its date, or the date."""
        if when <= self.case.as_of:
            return self.say("when.today")
        if when == self.case.as_of + timedelta(days=1):
            return self.say("when.tomorrow", day=when)
        return self.day(when)

    def payments(self, schedule: Schedule) -> str:
        """What is paid each time: "12 期，每期 719.35 元，最后一期 719.40 元"."""
        paid = schedule.payments
        count = len(paid)
        if count == 1:
            return self.say("payments.once", amount=Money(paid[0]))
        runs = _runs(paid)
        if len(runs) == 1:
            return self.say("payments.equal", count=count, amount=Money(paid[0]))
        if len(runs) == 2 and runs[1][1] == 1:
            return self.say("payments.last", count=count, amount=Money(paid[0]), last=Money(paid[-1]))
        if len(runs) > _MOST_RUNS:
            return self.say("payments.between", count=count, low=Money(min(paid)), high=Money(max(paid)))
        parts, n = [], 1
        for fen, times in runs:
            key = "payments.one" if times == 1 else "payments.run"
            parts.append(self.say(key, first=n, last=n + times - 1, amount=Money(fen)))
            n += times
        return self.say("payments.runs", count=count, parts=self.say("payments.joint").join(parts))


def _runs(paid: Sequence[int]) -> list[tuple[int, int]]:
    """Equal payments in a row as (fen, how many)."""
    found: list[tuple[int, int]] = []
    for fen in paid:
        if found and found[-1][0] == fen:
            found[-1] = (fen, found[-1][1] + 1)
        else:
            found.append((fen, 1))
    return found


def _names(case: Case, book: PolicyBook, voice: Voice) -> Mapping[str, str]:
    """A name for each debt; two of the same name are told apart by their ids."""
    plain = {debt.id: _sold(_name(debt, book, voice), debt, voice) for debt in case.debts}
    seen = list(plain.values())
    return {
        debt_id: name
        if seen.count(name) == 1
        else (f"{name}（{debt_id}）" if voice.lang == "zh" else f"{name} ({debt_id})")
        for debt_id, name in plain.items()
    }


def _sold(name: str, debt: Debt, voice: Voice) -> str:
    """The name with whoever holds the claim now."""
    to = debt.assigned_to.strip()
    return voice.say("debts.sold_name", name=name, to=to) if to else name


def _name(debt: Debt, book: PolicyBook, voice: Voice) -> str:
    if debt.name.strip():
        return debt.name.strip()
    if debt.lender in book.lenders:
        return voice.of(book.lenders[debt.lender].name)
    if debt.product is Product.OTHER and debt.kind is not None:
        return voice.word("lender_kind", debt.kind)
    return voice.word("product", debt.product)
