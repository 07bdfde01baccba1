"""Report → a terminal, with colour or plain. Only the coloured way imports rich."""

from typing import TextIO

from debtadvisor.output.blocks import Report
from debtadvisor.output.layout import layout, text_of
from debtadvisor.output.segments import Line, Style

_COLOURS = {
    Style.PLAIN: "",
    Style.TITLE: "bold cyan",
    Style.STRONG: "bold",
    Style.WARNING: "bold yellow",
    Style.QUIET: "dim",
    Style.SPOKEN: "green",
    Style.BAR: "cyan",
    Style.OTHER_BAR: "magenta",
}


def show(report: Report, *, width: int, colour: bool, stream: TextIO) -> None:
    """Write the page to `stream` in lines of at most `width` columns. Text alone carries the meaning, never colour.

    Pictures are drawn in colour only: plain text is also what a screen reader reads, and it says them in words.
    """
    lines = layout(report, width, pictures=colour)
    if colour:
        _coloured(lines, width, stream)
    else:
        stream.write(plain(lines))


def plain(lines: tuple[Line, ...]) -> str:
    """The lines as bare text, each ended by a newline."""
    return "".join(f"{text_of(line)}\n" for line in lines)


def _coloured(lines: tuple[Line, ...], width: int, stream: TextIO) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=stream,
        width=width,
        force_terminal=True,
        color_system="standard",
        no_color=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    for line in lines:
        text = Text(no_wrap=True, overflow="ignore", end="\n")
        for segment in line:
            text.append(segment.text, style=_COLOURS[segment.style])
        console.print(text, crop=False, soft_wrap=True)
