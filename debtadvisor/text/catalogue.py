"""Words of one language: a folder of TOML files, one for each topic, read when first needed.

A key is dotted: ``say("problems", "not_positive", given="0")``. Placeholders are ``$name`` or ``${name}``;
one that is not filled, or a key that is missing, is an error of ours and raises `LookupError`, so that no page
ever shows a hole.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from debtadvisor.bundled import bundled_table
from debtadvisor.core.money import Money
from debtadvisor.core.words import Words
from debtadvisor.text import shapes

# The languages that are written, Chinese first; and every folder of words. ``zh-Hant`` is Chinese too: it is made from
# ``zh`` (see ``text/traditional.py``), so whatever asks whether a page is Chinese asks `Catalogue.lang`.
LANGUAGES = ("zh", "en")
TRADITIONAL = "zh-Hant"
CATALOGUES = (*LANGUAGES, TRADITIONAL)

Value = str | int | Money | date


@lru_cache(maxsize=64)
def topic(folder: str, name: str) -> Mapping[str, object]:
    """The parsed file of that topic in one of `CATALOGUES`."""
    return bundled_table(f"text/{folder}/{name}.toml")


class Catalogue:
    """All words of one language.

    name   its folder, one of `CATALOGUES`; ValueError for any other
    lang   the language itself, one of `LANGUAGES`: how sums, dates and lists are written
    """

    def __init__(self, name: str) -> None:
        if name not in CATALOGUES:
            raise ValueError(f"no catalogue for {name}")
        self.name = name
        self.lang = "zh" if name == TRADITIONAL else name
        self._sentences: dict[tuple[str, str], tuple[str, ...]] = {}

    def find(self, name: str, key: str) -> object:
        """What stands at that key: a string, a list or a table; None when there is nothing."""
        here: object = topic(self.name, name)
        for part in key.split("."):
            if not isinstance(here, Mapping) or part not in here:
                return None
            here = here[part]
        return here

    def say(self, name: str, key: str, /, **values: Value) -> str:
        """The sentence at that key with its placeholders filled, each value in this language's shape."""
        parts = self._sentences.get((name, key))
        if parts is None:
            found = self.find(name, key)
            if not isinstance(found, str):
                raise LookupError(f"{self.name}/{name}.toml has no sentence {key}")
            parts = self._sentences[name, key] = pieces(found)
        return self._fill(parts, name, key, values)

    def lines(self, name: str, key: str, /, **values: Value) -> tuple[str, ...]:
        """The list of sentences at that key, filled; empty when the key is absent."""
        found = self.find(name, key)
        if found is None:
            return ()
        if not isinstance(found, list):
            raise LookupError(f"{self.name}/{name}.toml has no list {key}")
        return tuple(self._fill(pieces(str(line)), name, key, values) for line in found)

    def word(self, group: str, code: str) -> str:
        """The word for a code of the core: ``word("stage", "m1")``."""
        return self.say("terms", f"{group}.{code}")

    def of(self, words: Words) -> str:
        """A sentence of the policy book in this language."""
        return self.written(words.zh) if self.lang == "zh" else words.en

    def written(self, text: str) -> str:
        """A Chinese text of the policy book, such as who published a source, in the characters of this language."""
        if self.name != TRADITIONAL:
            return text
        from debtadvisor.text.traditional import traditional

        return traditional(text)

    def aloud(self) -> "Catalogue":
        """The words for what the borrower says to a lender: Chinese for everybody, in the characters of this page."""
        return self if self.lang == "zh" else Catalogue("zh")

    def shape(self, value: Value) -> str:
        """A value as this language writes it: 8,632.17 元, 2026年12月9日."""
        return shapes.shape(value, self.lang)

    def _fill(self, parts: tuple[str, ...], name: str, key: str, values: Mapping[str, Value]) -> str:
        if len(parts) == 1:
            return parts[0]
        filled = list(parts)
        for n in range(1, len(parts), 2):
            if parts[n] not in values:
                raise LookupError(f"{self.name}/{name}.{key}: nothing fills {parts[n]}")
            filled[n] = self.shape(values[parts[n]])
        return "".join(filled)


_PLACEHOLDER = re.compile(r"\$(?:\{(\w+)\}|(\w+))", re.ASCII)


def pieces(sentence: str) -> tuple[str, ...]:
    """The sentence cut at its placeholders: text, name, text, name, ..., text.

    >>> pieces("$who 欠 ${sum} 元")
    ('', 'who', ' 欠 ', 'sum', ' 元')
    """
    found, end = [], 0
    for place in _PLACEHOLDER.finditer(sentence):
        found += [sentence[end : place.start()], place[1] or place[2]]
        end = place.end()
    return (*found, sentence[end:])
