"""Pictures: aligned at every width, as long as their amounts, in words wherever there is no colour, and true."""

import io
import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtadvisor.core.case import Case, Rate
from debtadvisor.core.codes import RatePer
from debtadvisor.core.money import Money
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.course import still_to_pay, tightest, to_pay
from debtadvisor.core.plan.model import Plan, World, WorldLine, WorldName
from debtadvisor.output.bars import SIGNS
from debtadvisor.output.blocks import Bar, Heading, Paragraph, Picture, Report
from debtadvisor.output.layout import layout, text_of
from debtadvisor.output.markdown import to_markdown
from debtadvisor.output.plan.pictures import MOST_BARS, pictures_part, steps
from debtadvisor.output.terminal import plain, show
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import LANGUAGES, Catalogue, topic
from tests.builders import card, household, loan, shop_income, small_book, yearly, yuan
from tests.running import columns, run
from tests.test_terms import leaves

BOOK = small_book()
WIDTHS = [20, 30, 40, 59, 60, 80, 200]
SIGN = re.compile(r"(?:#+|=+)+")
NAMES = ["花呗", "银行信用卡", "Jiebei", "名" * 40, "（a）", ""]


def money(*fen: int) -> tuple[Money, ...]:
    return tuple(map(Money, fen))


def drawn(picture: Picture, width: int) -> list[str]:
    """The lines of the picture without its words."""
    with_words = [text_of(line) for line in layout(Report("zh", (picture,)), width, pictures=True)]
    words = [text_of(line) for line in layout(Report("zh", (picture,)), width)]
    assert with_words[len(with_words) - len(words) :] == words
    return with_words[: len(with_words) - len(words)]


def single(*bars: tuple[str, int]) -> Picture:
    return Picture(
        title="每笔（元）", series=("付",), bars=tuple(Bar(name, money(fen)) for name, fen in bars), words="话。"
    )


def double(*bars: tuple[str, int, int], stacked: bool = False) -> Picture:
    found = tuple(Bar(name, money(a, b)) for name, a, b in bars)
    return Picture(title="还没付的钱（元）", series=("都答应", "都不答应"), bars=found, words="话。", stacked=stacked)


def starts(lines: list[str]) -> set[int]:
    """The columns in which the first bar of each line begins."""
    return {columns(line[: found.start()]) for line in lines if (found := re.search(r"#|=", line))}


# ---- the drawing -------------------------------------------------------------------------------------


def test_every_terminal_shows_the_signs_one_column_wide() -> None:
    # The block elements are ambiguous ("A"): two columns in many terminals set up for Chinese.
    assert [east_asian_width(sign) for sign, _ in SIGNS] == ["Na", "Na"]
    assert east_asian_width("\u2588") == "A"
    assert len({sign for sign, _ in SIGNS}) == len(SIGNS)


def test_label_figure_and_bar_stand_in_columns() -> None:
    assert drawn(single(("花呗", 100_00), ("银行信用卡", 1_000_00), ("a", 0)), 40) == [
        "每笔（元）",
        "花呗          100.00  ##",
        "银行信用卡  1,000.00  ##################",
        "a               0.00",
    ]


def test_two_series_stand_beside_each_other_where_there_is_room_and_else_below() -> None:
    picture = double(("现在", 100_00, 50_00), ("2027年5月9日", 0, 25_00))
    assert drawn(picture, 60) == [
        "还没付的钱（元）",
        "              都答应                  都不答应",
        "现在          100.00  ##############  50.00  =======",
        "2027年5月9日    0.00                  25.00  ====",
    ]
    assert drawn(picture, 40) == [
        "还没付的钱（元）",
        "都答应",
        "现在          100.00  ##################",
        "2027年5月9日    0.00",
        "都不答应",
        "现在           50.00  =========",
        "2027年5月9日   25.00  =====",
    ]


def test_stacked_amounts_follow_each_other_with_their_sum_and_a_key() -> None:
    picture = double(("都答应", 80_00, 0), ("都不答应", 60_00, 40_00), stacked=True)
    assert drawn(picture, 40) == [
        "还没付的钱（元）",
        "# 都答应 = 都不答应",
        "都答应     80.00  ##################",
        "都不答应  100.00  ##############========",
    ]


def test_on_a_very_narrow_screen_the_bar_stands_below_its_figure() -> None:
    assert drawn(single(("2027年10月24日", 123_456_78), ("现在", 1)), 28) == [
        "每笔（元）",
        "2027年10月24日 123,456.78",
        "  " + "#" * 26,
        "现在 0.01",
        "  #",
    ]


amounts = st.integers(0, 10**13)


@pytest.mark.parametrize("stacked", [False, True])
@given(
    bars=st.lists(st.tuples(st.sampled_from(NAMES), amounts, amounts), max_size=13),
    width=st.integers(20, 120),
)
def test_no_picture_is_wider_than_the_screen_and_no_figure_is_cut(
    stacked: bool, bars: list[tuple[str, int, int]], width: int
) -> None:
    lines = drawn(double(*bars, stacked=stacked), width)
    assert all(columns(line) <= width for line in lines)
    assert all(line == line.rstrip() for line in lines)
    shown = "\n".join(lines)
    for _, a, b in bars:
        for fen in (a + b,) if stacked else (a, b):
            assert f"{fen // 100:,}.{fen % 100:02d}" in shown


@given(bars=st.lists(amounts, min_size=1, max_size=12), width=st.integers(20, 120))
def test_a_larger_amount_never_has_a_shorter_bar_and_only_nothing_has_none(bars: list[int], width: int) -> None:
    lines = drawn(single(*((f"债{n}", fen) for n, fen in enumerate(sorted(bars)))), width)
    beside = all(re.search(r"\.\d\d  #", line) for line in lines if "#" in line)
    if beside:
        lengths = [line.count("#") for line in lines[1:]]
        assert lengths == sorted(lengths)
        assert [length > 0 for length in lengths] == [fen > 0 for fen in sorted(bars)]
    assert len(starts(lines)) <= 1
    assert sum("#" in line for line in lines) == sum(fen > 0 for fen in bars)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES, ids=len)
def test_bars_begin_in_one_column_whatever_the_labels(name: str, width: int) -> None:
    lines = drawn(single((name, 5_00), ("花呗", 1_234_56), ("x", 99)), width)
    assert len(starts(lines)) == 1
    assert "".join(lines).count("名") == name.count("名")


def test_nothing_owed_draws_no_bar() -> None:
    shown = "\n".join(drawn(double(("现在", 0, 0)), 80))
    assert not SIGN.search(shown)
    assert shown.count("0.00") == 2
    assert drawn(double(), 80)[0] == "还没付的钱（元）"


def test_a_small_rest_is_seen_beside_a_large_payment() -> None:
    (line,) = [line for line in drawn(double(("都不答应", 10_000_00, 1), stacked=True), 60) if "10,000.01" in line]
    assert line.endswith("#=")


def test_a_picture_that_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ValueError, match="one amount"):
        Picture(title="", series=("一", "二"), bars=(Bar("x", money(1)),), words="")
    with pytest.raises(ValueError, match="one or two"):
        Picture(title="", series=("一", "二", "三"), bars=(), words="")
    with pytest.raises(ValueError, match="shorter than nothing"):
        single(("x", -1))


# ---- words where there is no colour -------------------------------------------------------------------


def test_without_colour_the_words_alone_are_shown() -> None:
    report = Report("zh", (Heading(2, "看"), single(("花呗", 1)), double(("现在", 1, 2)), Paragraph("完")))
    assert plain(layout(report, 40)) == "看\n--\n\n- 话。\n- 话。\n\n完\n"
    stream = io.StringIO()
    show(report, width=40, colour=False, stream=stream)
    assert stream.getvalue() == plain(layout(report, 40))
    assert "#" not in to_markdown(report).replace("## 看", "")
    assert "- 话。" in to_markdown(report)
    stream = io.StringIO()
    show(report, width=40, colour=True, stream=stream)
    assert "#" in stream.getvalue()
    assert "- 话。" in stream.getvalue()


def test_what_looks_like_markup_in_a_label_stays_a_label() -> None:
    stream = io.StringIO()
    show(Report("zh", (single(("[red]x[/]", 1), ("\x1b[31m红", 2)),)), width=80, colour=True, stream=stream)
    assert "[red]x[/]" in stream.getvalue()
    assert "\x1b[31m" not in stream.getvalue()


@pytest.mark.parametrize("extra", [("--plain",), ("--format", "markdown"), ()], ids=["plain", "markdown", "pipe"])
@pytest.mark.parametrize("env", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"ACCESSIBLE": "1"}], ids=str)
def test_the_demo_in_a_pipe_has_words_and_no_bars(tmp_path: Path, extra: tuple[str, ...], env: dict[str, str]) -> None:
    shown = run(tmp_path, "demo", *extra, env=env).out
    assert Catalogue("zh").say("pictures", "title.heading") in shown
    assert "到最后一共要付：都答应 37,878.60 元" in "".join(shown.split("\n  "))
    assert not re.search(r"\d\.\d\d  [#=]", shown)
    assert Catalogue("zh").say("pictures", "course.now") + " " not in shown


# ---- what is drawn ------------------------------------------------------------------------------------


@lru_cache(maxsize=32)
def planned(case: Case) -> Plan:
    result = build_plan(case, BOOK)
    assert isinstance(result, Plan)
    return result


def pictures(case: Case, lang: str = "zh") -> list[Picture]:
    plan = planned(case)
    part = pictures_part(plan, Voice(Catalogue(lang), plan.case, BOOK))
    found = [block for block in part if isinstance(block, Picture)]
    # Whatever is drawn fits everywhere.
    for width in (30, 40, 80):
        for picture in found:
            assert all(columns(line) <= width for line in drawn(picture, width))
            assert len(picture.bars) <= MOST_BARS
    return found


TWO = household(income=9_000, debts=(loan("jiebei", name="借呗"), card("card", name="信用卡")))


def fen(picture: Picture, series: int = 0) -> list[int]:
    return [bar.amounts[series].fen for bar in picture.bars]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_figures_are_those_of_the_worlds(lang: str) -> None:
    plan = planned(TWO)
    agreed, countered, refused = plan.pots[0].worlds.values()
    course, debts, cost = pictures(TWO, lang)
    for series, world in enumerate((agreed, refused)):
        path = fen(course, series)
        assert path[0] == world.total + sum(line.left for line in world.lines)
        assert path[-1] == sum(line.left for line in world.lines)
        assert all(a >= b for a, b in pairwise(path))
    assert fen(debts) == sorted((line.total for line in agreed.lines), reverse=True)
    assert [sum(amount.fen for amount in bar.amounts) for bar in cost.bars] == [
        to_pay(world) for world in (agreed, countered, refused)
    ]
    words = Catalogue(lang)
    for world in (agreed, countered, refused):
        assert words.shape(Money(to_pay(world))) in cost.words


def test_the_words_tell_a_point_of_the_picture() -> None:
    course = pictures(TWO)[0]
    named = [bar for bar in course.bars if bar.label in course.words]
    assert len(named) == 1
    assert all(Catalogue("zh").shape(amount) in course.words for amount in named[0].amounts)


def test_what_is_left_at_the_end_is_drawn_and_told() -> None:
    late = loan("jiebei", 8_000, overdue_since=date(2026, 11, 1))
    case = household(income=4_600, debts=(card("card", 40_000, rate=yearly("0.24")), late))
    plan = planned(case)
    world = plan.pots[0].worlds.get(WorldName.REFUSED)
    assert plan.pots[0].no_offer is None
    assert world is not None
    left = sum(line.left for line in world.lines)
    assert left > 0
    course, _, cost = pictures(case)
    assert fen(course, 1)[-1] == left
    assert fen(cost, 1)[-1] == left
    assert Catalogue("zh").shape(Money(left)) in cost.words
    assert Catalogue("zh").shape(Money(left)) in course.words
    # Here nothing fits when they bargain: no bar, and the words say why.
    assert [bar.label for bar in cost.bars] == ["都答应", "都不答应"]
    assert "“还价”排不开" in cost.words


def test_a_smaller_sum_when_all_refuse_is_not_called_better() -> None:
    shown = 0
    for income in (3_900, 5_000, 6_000, 9_000):
        case = household(income=income, debts=(loan("jiebei"), card("card")))
        if planned(case).pots[0].no_offer is not None:
            continue
        agreed, _, refused = planned(case).pots[0].worlds.values()
        warned = "不等于划算" in pictures(case)[-1].words
        assert warned is (to_pay(refused) < to_pay(agreed))
        shown += warned
    assert shown


def test_less_left_when_all_refuse_is_told_with_what_was_paid_more_by_then() -> None:
    told = 0
    for income in (4_500, 6_000, 9_000, 20_000):
        case = household(income=income, debts=(loan("jiebei"), card("card")))
        worlds = planned(case).pots[0].worlds
        agreed, refused = worlds[WorldName.AGREED], worlds[WorldName.REFUSED]
        if planned(case).pots[0].no_offer is not None:
            continue
        words = pictures(case)[0].words
        found = re.search(r"已经多付了 ([\d,.]+) 元", words)
        if found is None:
            continue
        day = next(t for t in range(len(agreed.left)) if Catalogue("zh").shape(last_day(case, t)) in words)
        paid = [sum(sum(line.payments[: day + 1]) for line in world.lines) for world in (refused, agreed)]
        assert Catalogue("zh").shape(Money(paid[0] - paid[1])) == f"{found[1]} 元"
        assert still_to_pay(refused)[day] < still_to_pay(agreed)[day]
        told += 1
    assert told


def last_day(case: Case, period: int) -> date:
    return planned(case).statement.periods.last_day(period)


def test_one_debt_needs_no_picture_of_its_share() -> None:
    assert len(pictures(household(debts=(loan(),)))) == 2


def test_a_purse_without_an_offer_has_no_picture() -> None:
    assert pictures(household(income=2_500)) == []
    voice = Voice(Catalogue("zh"), household(income=2_500), BOOK)
    assert pictures_part(planned(household(income=2_500)), voice) == []


def test_each_purse_has_its_own_pictures() -> None:
    plain_case = household(debts=(loan(),))
    shop = loan("shop", purpose=shop_income(1).pot)
    case = replace(plain_case, incomes=(*plain_case.incomes, shop_income(4_000)), debts=(loan(), shop))
    plan = planned(case)
    part = pictures_part(plan, Voice(Catalogue("zh"), case, BOOK))
    assert [block.text for block in part if isinstance(block, Heading)] == ["看个大概", "家庭的钱", "生意的钱"]


def test_two_hundred_debts_are_bounded() -> None:
    case = household(income=60_000, debts=tuple(loan(f"d{n:03d}", 1_000 + n) for n in range(200)))
    assert planned(case).pots[0].no_offer is None
    _, debts, _ = pictures(case)
    assert len(debts.bars) == MOST_BARS
    assert debts.bars[-1].label == f"另外 {200 - MOST_BARS + 1} 笔"
    assert sum(fen(debts)) == planned(case).pots[0].worlds[WorldName.AGREED].total


def test_six_hundred_months_are_bounded() -> None:
    case = household(debts=(loan("long", 600_000, instalments_left=600, rate=yearly("0.03")),))
    assert planned(case).pots[0].no_offer is None
    course, _ = pictures(case)
    assert len(course.bars) <= MOST_BARS


def test_rates_of_zero_cost_the_principal() -> None:
    free = Rate(yearly("0").low, yearly("0").high, RatePer.YEAR)
    case = household(debts=(loan("a", 1_200, rate=free), loan("b", 2_400, rate=free)))
    course, debts, cost = pictures(case)
    assert fen(course)[0] == fen(cost)[0] == yuan(3_600)
    assert fen(debts) == [yuan(2_400), yuan(1_200)]


@pytest.mark.parametrize("months", [0, 1, 2, 11, 12, 13, 24, 59, 60, 600])
def test_the_steps_end_with_the_last_month_and_stay_few(months: int) -> None:
    found = steps(months)
    assert len(found) < MOST_BARS
    assert found == sorted(set(found))
    assert (found[-1] if found else -1) == months - 1
    if 0 < months < MOST_BARS:
        assert found == list(range(months))


# ---- the course of a world ---------------------------------------------------------------------------


def world(*lines: tuple[tuple[int, ...], int], left: tuple[int, ...] = (0, 0, 0)) -> World:
    return World(
        name=WorldName.REFUSED,
        feasible=True,
        lines=tuple(
            WorldLine(debt=f"d{n}", candidate=None, payments=payments, left=rest)
            for n, (payments, rest) in enumerate(lines)
        ),
        available=left,
        left=left,
        proven=True,
    )


def test_still_to_pay_counts_later_payments_and_the_rest() -> None:
    found = world(((5, 0, 3), 2), ((0, 1, 1), 0))
    assert to_pay(found) == 12
    assert still_to_pay(found) == (7, 6, 2)
    assert still_to_pay(world()) == ()


def test_the_tightest_month_is_the_first_of_those_with_a_payment_that_leave_the_least() -> None:
    month = tightest(world(((0, 4, 3), 0), ((0, 1, 0), 0), left=(0, 7, 7)))
    assert month is not None
    assert (month.period, month.paid, month.left) == (1, 5, 7)  # nothing is paid in the month that leaves 0
    assert tightest(world(((0, 0, 0), 9))) is None
    assert tightest(world()) is None


@pytest.mark.parametrize("case", [TWO, household()], ids=["two", "one"])
def test_no_month_with_a_payment_leaves_less_than_the_tightest(case: Case) -> None:
    for one in planned(case).pots[0].worlds.values():
        month = tightest(one)
        assert month is not None
        paid = [sum(line.payments[t] for line in one.lines) for t in range(len(one.left))]
        assert month.left == min(left for left, fen_paid in zip(one.left, paid, strict=True) if fen_paid)
        assert one.available[month.period] - month.paid == month.left


# ---- words -------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    chinese, english = (dict(leaves(topic(lang, "pictures"))) for lang in LANGUAGES)
    assert chinese.keys() == english.keys()
    for key, lines in chinese.items():
        holes = [sorted(re.findall(r"\$\{(\w+)\}", "".join(texts))) for texts in (lines, english[key])]
        assert holes[0] == holes[1], key
