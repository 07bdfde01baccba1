"""Where results go: language, width and colour of this terminal, and the one place that writes a report."""

import os
import shutil
import sys
from pathlib import Path
from typing import TextIO

from debtadvisor.cli.exits import ReaderGone
from debtadvisor.cli.options import Format, Language, language_of
from debtadvisor.core.errors import InputError, Problem
from debtadvisor.core.value import value
from debtadvisor.output.blocks import Report
from debtadvisor.text.catalogue import Catalogue


@value
class Page:
    """How this run shows a report. `width` None means the terminal's own, 80 where there is none."""

    lang: Language | None
    format: Format = Format.TEXT
    output: Path | None = None
    plain: bool = False
    width: int | None = None

    def catalogue(self) -> Catalogue:
        """The words of the language asked for, else of the locale, else Chinese."""
        return Catalogue(self.lang.value if self.lang else locale_language())

    def insist_readable(self) -> None:
        """Raises InputError ``no_chinese`` when the words are Chinese and this terminal cannot show them."""
        if self.catalogue().lang != "en" and not shows_chinese(sys.stdout):
            raise InputError([Problem("", "no_chinese", {"given": sys.stdout.encoding})])

    def write(self, text: str) -> None:
        """Sends finished text to the file asked for, or to standard output."""
        if self.output is None:
            try:
                sys.stdout.write(text)
                sys.stdout.flush()
            except BrokenPipeError:
                raise ReaderGone from None
        else:
            from debtadvisor.intake.files import write_private

            write_private(self.output, text)

    def show(self, report: Report) -> None:
        """Writes a report as text or Markdown; colour only on a terminal that wants it."""
        if self.format is Format.MARKDOWN:
            from debtadvisor.output.markdown import to_markdown

            self.write(to_markdown(report))
            return
        from debtadvisor.output.layout import layout
        from debtadvisor.output.terminal import plain, show

        columns = self.width or terminal_width()
        if self.output is None and not self.plain and wants_colour():
            show(report, width=columns, colour=True, stream=sys.stdout)
        else:
            self.write(plain(layout(report, columns)))


def locale_language() -> str:
    """The language of the locale where there is a catalogue for it (``en``, ``zh-Hant``), else ``zh``."""
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    first = next((value for value in named if value), "")
    return (language_of(first) or Language.ZH).value


def shows_chinese(stream: TextIO) -> bool:
    """Whether Chinese can be written there; what is no terminal gets UTF-8 anyway."""
    try:
        "欠款".encode(stream.encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def terminal_width() -> int:
    """The terminal's columns, 80 when standard output is none."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return 80
    return max(shutil.get_terminal_size((80, 24)).columns, 30)


def wants_colour() -> bool:
    """Whether standard output is a terminal that has not asked for plain text."""
    env = os.environ
    refused = env.get("NO_COLOR") or env.get("ACCESSIBLE") or env.get("TERM") == "dumb"
    return sys.stdout.isatty() and not refused
