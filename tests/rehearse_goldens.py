"""Three whole rehearsals as they are read: an overdue card pressed firmly, a bill before its due day, a sold debt.

`python -m tests.rehearse_goldens` writes `tests/cases/rehearse/*.md` anew; read the difference like code before it is
committed. What is judged, and with which figures, is proved elsewhere: these files hold the words and their order.
"""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.running import run

FOLDER = Path(__file__).parent / "cases" / "rehearse"
# Name of the scene → its case, the pressure, and what the borrower answers: sentences on offer and own words.
SCENES: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "card-m2.firm": (
        "card-m2",
        "firm",
        ("2", "3", "我每月还三千", "2", "3", "要告就去告吧", "1", "我想想办法凑", "2", "好的，就这么定了"),
    ),
    "bill.calm": ("bill", "calm", ("1", "2", "3", "1", "第七十条规定可以分期", "3", "2")),
    "sold.hard": (
        "sold",
        "hard",
        ("1", "1", "下个月五百", "3", "我没有要躲", "2", "我妈会帮我还"),
    ),
}


def pages() -> Iterator[tuple[str, str]]:
    """The golden files: name and text."""
    for name, (case, pressure, answers) in SCENES.items():
        for lang in ("zh", "en"):
            yield f"{name}.{lang}.md", _page(case, pressure, answers, lang)


def _page(case: str, pressure: str, answers: tuple[str, ...], lang: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        play = Path(folder) / "lines.txt"
        play.write_text("\n".join(answers), encoding="utf-8")
        words = ["--play", str(play), "--pressure", pressure, "--lang", lang, "--format", "markdown"]
        ran = run(Path(folder), "rehearse", str(FOLDER / f"{case}.toml"), *words)
    assert (ran.code, ran.err) == (0, ""), ran.err
    return ran.out


def write() -> None:
    """Writes every golden file anew."""
    for name, text in pages():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
