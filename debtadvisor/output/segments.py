"""A line of a page as pieces of text, each in one style. What a style looks like is the renderer's matter."""

from enum import StrEnum

from debtadvisor.core.value import value


class Style(StrEnum):
    """What a piece of text is, for a renderer with colours."""

    PLAIN = "plain"
    TITLE = "title"
    STRONG = "strong"
    WARNING = "warning"
    QUIET = "quiet"
    SPOKEN = "spoken"
    BAR = "bar"
    OTHER_BAR = "other_bar"


@value(kw_only=False)
class Segment:
    """A piece of a line in one style."""

    text: str
    style: Style = Style.PLAIN


Line = tuple[Segment, ...]
