"""Report → Markdown (GitHub's tables). Every text is escaped, so a name can bring neither markup nor HTML."""

import re
from collections.abc import Iterator

from debtadvisor.output.blocks import Block, Bullets, Heading, Notes, Paragraph, Picture, Report, Spoken, Table, Tone
from debtadvisor.output.layout import cell_text, marks

_MARKUP = re.compile(r"([\\`*_\[\]|#!~$@])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_START = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)])(?=\s|$))")
_LINK = re.compile(r"(?i)\b(https?|ftp)://|\bwww\.")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+")


def to_markdown(report: Report) -> str:
    """The page as Markdown, ended by a newline."""
    parts = ["\n".join(_block(block, report.lang)) for block in report.blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    r"""`text` so that a reader of the page sees exactly these characters.

    >>> escape("[a](b) <i> *c*")
    '\\[a\\](b) &lt;i&gt; \\*c\\*'
    """
    text = re.sub("[&<>]", lambda found: _ENTITIES[found[0]], _MARKUP.sub(r"\\\1", text))
    text = _LINK.sub(lambda found: found[0].replace(":", "\\:").replace(".", "\\."), text)
    return _START.sub(lambda f: f"{f[1]}\\{f[2]}" if f[2] else f"{f[1]}{f[3]}\\{f[4]}", text)


def _block(block: Block, lang: str) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {escape(block.text)}"
        case Paragraph():
            text = escape(block.text) + marks(block.notes)
            yield f"**{text}**" if block.tone is Tone.WARNING and text else text
        case Bullets():
            for item in block.items:
                label = f"**{escape(item.label)}**{'：' if lang == 'zh' else ': '}" if item.label else ""
                yield f"- {label}{escape(item.text)}{marks(item.notes)}"
        case Table():
            yield from _table(block, lang)
        case Picture():
            yield f"- {escape(block.words)}"
        case Spoken():
            yield from _spoken(block)
        case Notes():
            yield from _notes(block)


def _table(table: Table, lang: str) -> Iterator[str]:
    if table.caption:
        yield f"**{escape(table.caption)}**"
        yield ""
    yield _row([escape(column.title) for column in table.columns])
    yield _row(["---:" if column.right else "---" for column in table.columns])
    for row in table.rows:
        cells = [escape(cell_text(cell, lang)) for cell in row.cells]
        yield _row([f"**{cell}**" if row.strong and cell else cell for cell in cells])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _spoken(block: Spoken) -> Iterator[str]:
    if block.label:
        yield f"**{escape(block.label)}**"
        yield ""
    yield f"> {escape(block.condition)}{escape(block.zh)}{marks(block.notes)}"
    for text in (block.beside, block.aside):
        if text:
            yield ">"
            yield f"> {escape(text)}"


def _notes(block: Notes) -> Iterator[str]:
    for note in block.notes:
        about = f"  \n   {escape(note.about)}" if note.about else ""
        url = f"  \n   {_address(note.url)}" if note.url else ""
        yield f"{note.number}. {escape(note.text)}{about}{url}"


def _address(url: str) -> str:
    """A link to a web address that is plainly one; any other text is only shown."""
    return f"<{url}>" if _ADDRESS.fullmatch(url) else escape(url)
