"""Words of one language: a folder of TOML files, one for each topic, read when first needed.

A key is dotted: ``say("problems", "not_positive", given="0")``. Placeholders are ``$name`` or ``${name}``;
one that is not filled, or a key that is missing, is an error of ours and raises `LookupError`, so that no page
ever shows a hole.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from string import Template

from debtadvisor.core.money import Money
from debtadvisor.text import shapes

LANGUAGES = ("zh", "en")

Value = str | int | Money | date


@lru_cache(maxsize=64)
def topic(lang: str, name: str) -> Mapping[str, object]:
    """The parsed file of that topic."""
    path = files("debtadvisor") / "text" / lang / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


class Catalogue:
    """All words of one language. Raises ValueError for a language that is not in `LANGUAGES`."""

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"no catalogue for {lang}")
        self.lang = lang

    def find(self, name: str, key: str) -> object:
        """What stands at that key: a string, a list or a table; None when there is nothing."""
        here: object = topic(self.lang, name)
        for part in key.split("."):
            if not isinstance(here, Mapping) or part not in here:
                return None
            here = here[part]
        return here

    def say(self, name: str, key: str, /, **values: Value) -> str:
        """The sentence at that key with its placeholders filled, each value in this language's shape."""
        found = self.find(name, key)
        if not isinstance(found, str):
            raise LookupError(f"{self.lang}/{name}.toml has no sentence {key}")
        return self._fill(found, f"{name}.{key}", values)

    def lines(self, name: str, key: str, /, **values: Value) -> tuple[str, ...]:
        """The list of sentences at that key, filled; empty when the key is absent."""
        found = self.find(name, key)
        if found is None:
            return ()
        if not isinstance(found, list):
            raise LookupError(f"{self.lang}/{name}.toml has no list {key}")
        return tuple(self._fill(str(line), f"{name}.{key}", values) for line in found)

    def word(self, group: str, code: str) -> str:
        """The word for a code of the core: ``word("stage", "m1")``."""
        return self.say("terms", f"{group}.{code}")

    def shape(self, value: Value) -> str:
        """A value as this language writes it: 8,632.17 元, 2026年12月9日."""
        return shapes.shape(value, self.lang)

    def _fill(self, sentence: str, key: str, values: Mapping[str, Value]) -> str:
        if "$" not in sentence:
            return sentence
        try:
            return Template(sentence).substitute({name: self.shape(value) for name, value in values.items()})
        except KeyError as missing:
            raise LookupError(f"{self.lang}/{key}: nothing fills {missing}") from None
