"""The pictures of the README, recorded from the program itself on a real terminal.

`python -m tests.recorded` draws them anew into `docs/`: the wizard after its first questions, and the plan of the
bundled example, whose people and figures are made up. It needs tmux, as the tests of the screen do; nothing waits for
a fixed time. Look at the pictures before they are committed.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from rich.ansi import AnsiDecoder
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from debtadvisor.text.catalogue import LANGUAGES, Catalogue
from tests.test_screen import Screen, go_through, open_step, prompt, screen

DOCS = Path(__file__).parents[1] / "docs"
WIDE, HIGH = 80, 42
# Fonts that a reader's own machine has; no font is fetched from anywhere.
_GROUND, _INK, _DIM = "#1e2126", "#e6e6e2", "#a8aaac"
_FONTS = "ui-monospace, Menlo, Consolas, 'Noto Sans Mono CJK SC', 'Microsoft YaHei UI', 'PingFang SC', monospace"
# Dark, as most terminals are, so that the wizard's yellow is read easily; each colour at least 4.5 to 1 on the ground.
_THEME = TerminalTheme(
    (30, 33, 38),
    (230, 230, 226),
    [
        (30, 33, 38),
        (240, 128, 120),
        (140, 205, 130),
        (232, 190, 100),
        (130, 175, 240),
        (210, 150, 225),
        (100, 200, 205),
        (200, 200, 196),
    ],
)
# Words of one width, so that each stands in its own columns whatever font is there; several spaces are a gap.
_RUN = re.compile(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*|[^\x00-\x7f]+| +")
_PLAIN = Console()
# A Latin letter of a monospaced font is 0.6 of its size wide, a Chinese character as wide as its size.
_CELL, _LINE, _SIZE, _EDGE = 9, 24, 15, 16


def drawn(lines: list[Text], title: str) -> str:
    """Those lines of a terminal as an SVG picture. The same lines give the same bytes."""
    wide, high = WIDE * _CELL + 2 * _EDGE, (len(lines) + 3) * _LINE
    rows = "\n".join(_row(line, _EDGE + (n + 3) * _LINE - 8) for n, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="{wide}" height="{high}" rx="8" fill="{_GROUND}"/>\n'
        f'<g font-family="{_FONTS}" font-size="{_SIZE}" fill="{_INK}">\n'
        f'<text x="{_EDGE}" y="{_EDGE + _LINE - 8}" fill="{_DIM}">$ {escape(title)}</text>\n{rows}\n</g>\n</svg>\n'
    )


def _row(line: Text, y: int) -> str:
    """One line: each run of one style and one width stands in the columns that the terminal gave it."""
    column, runs = 0, []
    for text, style, _ in line.render(_PLAIN):
        for run in _RUN.findall(text.rstrip("\n")):
            if run.strip():
                size = "" if run.isascii() else f' font-size="{2 * _CELL}"'
                runs.append(f'<text x="{_EDGE + column * _CELL}" y="{y}"{size}{_look(style)}>{escape(run)}</text>')
            column += cell_len(run)
    return "".join(runs)


def _look(style: Style | None) -> str:
    if style is None:
        return ""
    colour = style.color.get_truecolor(_THEME).hex if style.color is not None else _DIM if style.dim else ""
    return (f' fill="{colour}"' if colour else "") + (' font-weight="bold"' if style.bold else "")


def shown(terminal: Screen) -> list[Text]:
    """What stands on the terminal, empty lines at the end left out. A colour goes on until it is changed."""
    lines = list(AnsiDecoder().decode("\n".join(terminal.lines(colours=True))))
    while lines and not lines[-1].plain.strip():
        lines.pop()
    return lines


def wizard(folder: Path) -> list[Text]:
    """The wizard with its first questions answered."""
    draft = folder / "draft.toml"
    with screen(folder, WIDE) as terminal:
        terminal.start("wizard", "--draft", "draft.toml")
        go_through(terminal, draft, until_key="household.children")
        here = open_step(draft)
        assert here is not None
        terminal.wait(prompt(here))
        return shown(terminal)[:HIGH]


def plan(folder: Path, lang: str) -> list[Text]:
    """The example's plan, from the page that sums it up."""
    heading = Catalogue(lang).say("report", "summary.heading")
    with screen(folder, WIDE) as terminal:
        terminal.start("demo", "--lang", lang)
        terminal.wait("ended-with-0")
        first = [line.strip() for line in terminal.lines()].index(heading)
        return shown(terminal)[first : first + HIGH]


def pictures() -> Iterator[tuple[str, str]]:
    """Each picture: its file's name and its text."""
    with TemporaryDirectory() as folder:
        yield "wizard.svg", drawn(wizard(Path(folder)), "debtadvisor wizard")
    for lang in LANGUAGES:
        with TemporaryDirectory() as folder:
            yield f"plan.{lang}.svg", drawn(plan(Path(folder), lang), f"debtadvisor demo --lang {lang}")


def write() -> None:
    """Draws every picture anew."""
    DOCS.mkdir(exist_ok=True)
    for name, picture in pictures():
        (DOCS / name).write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    write()
