"""A picture as lines of bars at a given width.

Bars are made of ASCII signs. The block elements (U+2588 and its kin) are of ambiguous width in Unicode: many terminals
set up for Chinese show them two columns wide, and every line would then break.

A bar is as long as its amount asks for, rounded up, so that only nothing has no bar and a larger amount never has a
shorter one; all bars of one picture share one scale. The figures beside them are exact.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from debtadvisor.core.money import Money
from debtadvisor.core.value import value
from debtadvisor.output.blocks import Picture
from debtadvisor.output.segments import Line, Segment, Style
from debtadvisor.text import shapes
from debtadvisor.text.widths import pad, width_of, wrap

# The sign and the style of the first and the second series.
SIGNS = (("#", Style.BAR), ("=", Style.OTHER_BAR))
_GAP = "  "
# A whole date in Chinese, so that none is broken.
_LEAST_LABEL = 14
_LEAST_BAR = 5
# Two series stand beside each other when each bar has so many columns.
_LEAST_BESIDE = 12


@value(kw_only=False)
class _Drawn:
    """One bar: its label, its figure, and the amounts in fen that follow each other, each with its series."""

    label: str
    figure: str
    parts: tuple[tuple[int, int], ...]

    @property
    def fen(self) -> int:
        return sum(fen for fen, _ in self.parts)


def bars(picture: Picture, width: int) -> Iterator[Line]:
    """Title, what the signs mean, and the bars, in lines of at most `width` ≥ 20 columns, no space at their end."""
    yield from _texts(picture.title, width, Style.STRONG)
    charts = [_stack(picture)] if picture.stacked else [_series(picture, n) for n in range(len(picture.series))]
    peak = max((bar.fen for chart in charts for bar in chart), default=0)
    if len(charts) == 2 and (room := _room(charts, width)) >= _LEAST_BESIDE:
        yield from _beside(charts, picture.series, peak, room, _label_size(charts[0], width))
        return
    if picture.stacked and len(picture.series) > 1:
        signs = (f"{sign} {name}" for (sign, _), name in zip(SIGNS, picture.series, strict=True))
        yield from _texts(_GAP.join(signs), width, Style.QUIET)
    # Charts below each other share their columns, so that equal amounts have equal bars.
    figure = max(map(_figure_size, charts))
    for chart, name in zip(charts, picture.series, strict=False):
        if len(charts) > 1:
            yield from _texts(name, width, Style.QUIET)
        yield from _chart(chart, peak, width, figure)


def _stack(picture: Picture) -> list[_Drawn]:
    found = []
    for bar in picture.bars:
        parts = tuple((amount.fen, n) for n, amount in enumerate(bar.amounts))
        found.append(_Drawn(bar.label, shapes.digits(Money(sum(fen for fen, _ in parts))), parts))
    return found


def _series(picture: Picture, n: int) -> list[_Drawn]:
    return [_Drawn(bar.label, shapes.digits(bar.amounts[n]), ((bar.amounts[n].fen, n),)) for bar in picture.bars]


def _texts(text: str, width: int, style: Style) -> Iterator[Line]:
    for line in wrap(text, width):
        yield (Segment(line, style),)


def _label_size(chart: Sequence[_Drawn], width: int) -> int:
    """The columns of the labels: long names are folded, a third of the screen is enough."""
    return min(max((width_of(bar.label) for bar in chart), default=0), max(_LEAST_LABEL, width // 3))


def _figure_size(chart: Sequence[_Drawn]) -> int:
    return max((width_of(bar.figure) for bar in chart), default=0)


def _room(charts: Sequence[Sequence[_Drawn]], width: int) -> int:
    """The columns left for each bar when the charts stand beside each other; below 1 when they do not fit."""
    taken = _label_size(charts[0], width) + sum(_figure_size(chart) + 2 * len(_GAP) for chart in charts)
    return (width - taken) // len(charts)


def _chart(chart: Sequence[_Drawn], peak: int, width: int, figure: int) -> Iterator[Line]:
    """Label, figure of `figure` columns and bar on one line; on a screen too narrow for that the bar stands below."""
    label = _label_size(chart, width)
    if (room := width - label - figure - 2 * len(_GAP)) >= _LEAST_BAR:
        yield from _columns([chart], label, peak, room, [figure])
        return
    for bar in chart:
        yield from _texts(f"{bar.label} {bar.figure}", width, Style.PLAIN)
        if signs := _signs(bar, peak, width - len(_GAP)):
            yield (Segment(_GAP), *signs)


def _beside(
    charts: Sequence[Sequence[_Drawn]], names: Sequence[str], peak: int, room: int, size: int
) -> Iterator[Line]:
    """The charts beside each other below their names, one label of `size` columns for both."""
    head = " " * size
    for chart, name in zip(charts, names, strict=True):
        whole = _figure_size(chart) + len(_GAP) + room
        head += _GAP + pad(wrap(name, whole)[0], whole)
    yield (Segment(head.rstrip(), Style.QUIET),)
    yield from _columns(charts, size, peak, room, [_figure_size(chart) for chart in charts])


def _columns(
    charts: Sequence[Sequence[_Drawn]], size: int, peak: int, room: int, figures: Sequence[int]
) -> Iterator[Line]:
    for bars_here in zip(*charts, strict=True):
        first, *rest = wrap(bars_here[0].label, size)
        line = [Segment(pad(first, size))]
        for bar, wide in zip(bars_here, figures, strict=True):
            signs = _signs(bar, peak, room)
            used = sum(len(segment.text) for segment in signs)
            line += [Segment(_GAP + pad(bar.figure, wide, right=True) + _GAP), *signs, Segment(" " * (room - used))]
        yield _trimmed(line)
        yield from ((Segment(text),) for text in rest)


def _signs(bar: _Drawn, peak: int, room: int) -> list[Segment]:
    """The bar itself in at most `room` columns; every amount above zero has a sign as long as there is room."""
    if not bar.fen:
        return []
    ends = [-(-room * fen // peak) for fen in accumulate(fen for fen, _ in bar.parts)]
    if len(ends) > 1 and bar.parts[-1][0] and ends[-1] == ends[-2]:
        ends[-2] = max(ends[-2] - 1, 0)
    found, start = [], 0
    for end, (_, series) in zip(ends, bar.parts, strict=True):
        sign, style = SIGNS[series]
        if end > start:
            found.append(Segment(sign * (end - start), style))
        start = end
    return found


def _trimmed(line: Sequence[Segment]) -> Line:
    """The line without spaces at its end."""
    kept = list(line)
    while kept and not kept[-1].text.rstrip():
        kept.pop()
    if kept:
        kept[-1] = Segment(kept[-1].text.rstrip(), kept[-1].style)
    return tuple(kept)
