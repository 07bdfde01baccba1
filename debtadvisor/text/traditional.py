"""Sentences of the policy book in Traditional characters.

The catalogue has a folder of its own for them; the book, and a user's own rows laid over it, are written once, in
Simplified characters. The table is made and reviewed together with that folder, see ``tests/traditional.py``.
"""

import re
from functools import lru_cache

from debtadvisor.bundled import bundled_table


@lru_cache(maxsize=1)
def _table() -> tuple[dict[int, str], dict[str, str], re.Pattern[str]]:
    """The usual form of each character, the words in which it has another, and what finds those words."""
    found = bundled_table("text/traditional.toml")
    rows, words = found["characters"], found["words"]
    if not isinstance(rows, list) or not isinstance(words, dict):
        raise TypeError("text/traditional.toml holds a list of characters and a table of words")
    pairs = "".join(rows)
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return (
        {ord(old): new for old, new in zip(pairs[::2], pairs[1::2], strict=True)},
        words,
        re.compile("|".join(re.escape(word) for word in longest_first)),
    )


@lru_cache(maxsize=4096)
def traditional(text: str) -> str:
    """`text` in Traditional characters. What the table does not know stays as it is.

    >>> traditional("征信修复，先核对余额")
    '徵信修復，先核對餘額'
    """
    characters, words, finds = _table()
    said: list[str] = []
    end = 0
    for place in finds.finditer(text):
        said += [text[end : place.start()].translate(characters), words[place[0]]]
        end = place.end()
    return "".join([*said, text[end:].translate(characters)])
