"""`Words`: one sentence of data in both languages. The policy book is the only place where the core carries prose;
it never looks inside it, the renderers choose the language last."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The same sentence in Chinese (written first) and in English."""

    zh: str
    en: str
