"""The Traditional Chinese catalogue, built from the Simplified one.

`python -m tests.traditional` writes `debtadvisor/text/zh-Hant/*.toml` and `debtadvisor/text/traditional.toml` anew;
read the difference like code before it is committed. Run it after every change of a Chinese text or of the book.

The converter is OpenCC, set to plain s2t (mainland words in Traditional characters); `tests/traditional.toml` holds
what a person corrected. Nothing of this is needed to run the program: it reads the catalogues as it reads the others,
and puts sentences of the policy book, also of a user's own, into Traditional with the small table that is written here.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import opencc

ROOT = Path(__file__).parents[1]
TEXT = ROOT / "debtadvisor" / "text"
FROM, TO, TABLE = TEXT / "zh", TEXT / "zh-Hant", TEXT / "traditional.toml"
_CORRECTED = Path(__file__).with_suffix(".toml")
_MADE = "# Made by python -m tests.traditional from text/zh. Not edited by hand: see tests/traditional.toml.\n\n"
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_ONLY = re.compile(r"[\u3400-\u9fff]+")
_QUOTES = str.maketrans("「」『』", "“”‘’")


@lru_cache(maxsize=1)
def _converters() -> tuple[opencc.OpenCC, opencc.OpenCC]:
    return opencc.OpenCC("s2t"), opencc.OpenCC("t2s")


@lru_cache(maxsize=1)
def _corrections() -> dict[str, dict[str, object]]:
    return tomllib.loads(_CORRECTED.read_text(encoding="utf-8"))


def traditional(text: str) -> str:
    """`text` in Traditional characters, as reviewed; as many characters as before."""
    table = _corrections()
    said = str(_converters()[0].convert(text))
    for wrong, right in table["characters"].items():
        said = said.replace(wrong, str(right))
    for character, rule in table["only_in"].items():
        assert isinstance(rule, dict)
        said = _but_in(said, character, str(rule["otherwise"]), rule["words"])
    for wrong, right in table["words"].items():
        said = said.replace(wrong, str(right))
    assert len(said) == len(text), text
    return said


def _but_in(text: str, character: str, otherwise: str, words: Iterable[str]) -> str:
    """`text` with that character written `otherwise`, except inside those words."""
    kept = "|".join(re.escape(word) for word in words)

    def write(found: re.Match[str]) -> str:
        return found[1] or otherwise

    return re.sub(rf"({kept})|{character}", write, text)


def simplified(text: str) -> str:
    """Back again, for the proof that nothing was lost."""
    return str(_converters()[1].convert(text.translate(_QUOTES)))


def is_simplified(letter: str) -> bool:
    """Whether that character, standing alone, has another form in Traditional writing."""
    return str(_converters()[0].convert(letter)) != letter


def sentences(table: object) -> Iterator[str]:
    """Every text in that table that holds Chinese."""
    if isinstance(table, str):
        if _HAN.search(table):
            yield table
    elif isinstance(table, dict):
        for inner in table.values():
            yield from sentences(inner)
    elif isinstance(table, list):
        for inner in table:
            yield from sentences(inner)


def catalogues() -> Iterator[tuple[Path, str]]:
    """Each file of the catalogue and its text."""
    for path in sorted(FROM.glob("*.toml")):
        yield TO / path.name, _MADE + traditional(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def corpus() -> tuple[str, ...]:
    """Every Chinese text that ships: the policy book's, then the catalogue's."""
    book = tomllib.loads((ROOT / "policies.toml").read_text(encoding="utf-8"))
    texts = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FROM.glob("*.toml"))]
    return tuple(dict.fromkeys(sentences([book, *texts])))


def table() -> str:
    """The table for sentences of the book: a form for each character, and the words in which it has another."""
    pairs = [(text, traditional(text)) for text in corpus()]
    usual = _usual(pairs)
    words = dict(_exceptions(pairs, usual))
    changed = "".join(sorted(f"{a}{b}" for a, b in usual.items() if a != b))
    lines = [f'{old} = "{new}"' for old, new in sorted((f'"{old}"', new) for old, new in words.items())]
    rows = [f'  "{changed[n : n + 100]}",' for n in range(0, len(changed), 100)]
    return "\n".join([_MADE + "characters = [", *rows, "]", "", "[words]", *lines, ""])


def _usual(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The form that each character has most often."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for old, new in pairs:
        for a, b in zip(old, new, strict=True):
            seen[a][b] += 1
    return {a: min(forms, key=lambda b: (-forms[b], b)) for a, forms in seen.items()}


def _exceptions(pairs: list[tuple[str, str]], usual: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Short pieces of text around each form that is not the usual one, which have that form wherever they stand."""
    whole_old, whole_new = ("\n".join(side) for side in zip(*pairs, strict=True))
    for n, (a, b) in enumerate(zip(whole_old, whole_new, strict=True)):
        if a != "\n" and usual[a] != b:
            yield _piece(n, whole_old, whole_new)


def _piece(n: int, whole_old: str, whole_new: str) -> tuple[str, str]:
    """The shortest piece around place `n` that is the same everywhere; of two, the one that is met more often."""
    for size in range(2, 12):
        starts = range(max(n - size + 1, 0), n + 1)
        found = [(whole_old[s : s + size], whole_new[s : s + size]) for s in starts]
        sure = [one for one in found if "\n" not in one[0] and _always(*one, whole_old, whole_new)]
        if sure:
            return max(sure, key=lambda one: (_HAN_ONLY.fullmatch(one[0]) is not None, whole_old.count(one[0]), one))
    raise ValueError(f"no piece of text tells how to write {whole_old[n]} in {whole_old[n - 9 : n + 9]}")


def _always(old: str, new: str, whole_old: str, whole_new: str) -> bool:
    return all(whole_new[m.start() : m.start() + len(old)] == new for m in re.finditer(re.escape(old), whole_old))


def write() -> None:
    """Writes the catalogue and the table anew; files of topics that are gone are removed."""
    TO.mkdir(exist_ok=True)
    made = dict(catalogues())
    for path in TO.glob("*.toml"):
        if path not in made:
            path.unlink()
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
    TABLE.write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    write()
