"""Text that is safe to show. Names and notes come from people and files, so they may hold anything.

`clean` is for pages, where nothing invisible may stay; `json_text` is for machines, where nothing may be lost.
The ranges are written out, so that every version of Python gives the same bytes.
"""

import json
import re

# Control characters, the ends of lines, surrogates, bidirectional and zero-width marks, tags, noncharacters.
_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_UNSAFE = re.compile(f"[{_UNSEEN}]")
# In JSON the invisible letters may stay: these are the ones that a terminal or a parser may act upon.
_ACTIVE = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_SPACES = re.compile("\r\n|[\t\n\r]")
SHOWN = "\ufffd"


def clean(text: str) -> str:
    """`text` on one line, each control, bidirectional or invisible character replaced by a visible �.

    >>> clean("a\\tb\\x1b[31m")
    'a b�[31m'
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(SHOWN, _SPACES.sub(" ", text))


def json_text(value: object, *, indent: int | None = None) -> str:
    r"""`value` as JSON with Chinese as it is and every unsafe character as ``\uXXXX``; keys in their own order.

    Raises TypeError for a value that JSON has no form for, ValueError for NaN.
    """
    between = (",", ":") if indent is None else (",", ": ")
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=between)
    if written.isprintable():  # quick, and true of nearly every document
        return written
    return _ACTIVE.sub(_escaped, written)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
