"""Columns of sums and dates as a document writes them, each written once, and the sources met on the way."""

from collections.abc import Iterable
from datetime import date

from debtadvisor.core.money import decimal_yuan
from debtadvisor.core.policy.model import ReliefTerm, Rule, Source


class _Yuan(dict[int, str]):
    """Fen → decimal yuan, each sum written once for a document."""

    def __missing__(self, fen: int) -> str:
        text = self[fen] = decimal_yuan(fen)
        return text


class Writer:
    """One document on its way: the sums and dates already written, the sources already met."""

    def __init__(self) -> None:
        self.yuan = _Yuan()
        self._dates: dict[date, str] = {}
        self._dues: dict[int, tuple[tuple[date, ...], list[str]]] = {}
        self.sources: dict[str, Source] = {}
        self.rows: dict[str, Rule | ReliefTerm] = {}

    def column(self, fens: Iterable[int]) -> list[str]:
        return list(map(self.yuan.__getitem__, fens))

    def day(self, when: date) -> str:
        text = self._dates.get(when)
        if text is None:
            text = self._dates[when] = when.isoformat()
        return text

    def days(self, dates: tuple[date, ...]) -> list[str]:
        """The dates of a schedule; candidates share their tuples, so each is written once."""
        known = self._dues.get(id(dates))
        if known is None or known[0] is not dates:
            known = self._dues[id(dates)] = (dates, list(map(self.day, dates)))
        return known[1]

    def row(self, row: Rule | ReliefTerm) -> str:
        """The id of a row of the book; the row and its sources are listed once, at the end."""
        if row.id not in self.rows:
            self.rows[row.id] = row
            self.cite(row.sources)
        return row.id

    def cite(self, sources: Iterable[Source]) -> list[str]:
        ids = []
        for source in sources:
            self.sources.setdefault(source.id, source)
            ids.append(source.id)
        return ids
