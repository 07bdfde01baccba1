"""The `policies` commands: what they show of the shipped book, of small books made by hand, and how they end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from debtadvisor.core.codes import Confidence, LenderKind, ReliefKind, Stage, Standing
from debtadvisor.core.policy.compare import Change, EntryKind, Measure, What, compare, reached
from debtadvisor.core.policy.model import Figure, PolicyBook, Rule, Source, Terms, Validity
from debtadvisor.core.words import Words
from debtadvisor.intake.book import load_book
from debtadvisor.intake.lender_names import folded
from debtadvisor.output.blocks import Report
from debtadvisor.output.book.changes import book_diff
from debtadvisor.output.book.dates import book_stale
from debtadvisor.output.book.find import book_found, book_myths
from debtadvisor.output.book.page import book_entry, book_list, entry_ids, open_kinds
from debtadvisor.output.book.sources import book_source, book_sources, citing
from debtadvisor.output.layout import layout, text_of
from debtadvisor.text.catalogue import Catalogue
from tests.builders import ALWAYS, SOURCE, TODAY, small_book, stages, term
from tests.running import columns, example, run

BOTH = ("zh", "en")
CARD, COMPANY = "generic-bank-credit-card", "generic-consumer-finance"


@pytest.fixture(scope="module")
def book() -> PolicyBook:
    return load_book()


def text(report: Report | None, width: int = 400) -> str:
    """The page as plain lines, wide enough that no sentence is broken."""
    assert report is not None
    return "\n".join(text_of(line) for line in layout(report, width))


def made_rule(rule_id: str = "made-rule", **changes: object) -> Rule:
    plain = Rule(
        id=rule_id,
        topic="ceiling",
        statement=Words("违约金可以少要。", "A penalty can be reduced."),
        use=Words("请对方少要。", "Ask for less."),
        standing=Standing.LAW,
        confidence=Confidence.HIGH,
        supports=frozenset({ReliefKind.PENALTY_WAIVER}),
        figures={"cap_annual": Decimal("0.24")},
        validity=ALWAYS,
        sources=(SOURCE,),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a test names the fields it changes


def with_term(book: PolicyBook, term_id: str, **changes: object) -> PolicyBook:
    """The book with those fields of one relief row changed."""
    rows = tuple(replace(t, **changes) if t.id == term_id else t for t in book.terms)  # type: ignore[arg-type]
    return replace(book, terms=rows)


def only(changes: tuple[Change, ...]) -> Change:
    assert len(changes) == 1, changes
    return changes[0]


# --- what changed between two books -----------------------------------------------------------------


def test_a_book_does_not_differ_from_itself(book: PolicyBook) -> None:
    assert compare(book, book) == ()
    assert compare(book, load_book()) == ()
    for lang, said in (("zh", "没有变化。"), ("en", "Nothing changed.")):
        assert said in text(book_diff(book, book, (), Catalogue(lang)))


def test_a_number_that_changed_is_told_old_and_new() -> None:
    old = small_book()
    row = f"{COMPANY}.deferral"
    new = with_term(old, row, ask=Terms(defer_months=3))
    change = only(compare(old, new))
    assert (change.what, change.entry, change.id, change.profile) == (What.CHANGED, EntryKind.RELIEF, row, COMPANY)
    assert [(d.field, d.old, d.new) for d in change.differences] == [("ask.defer_months", 2, 3)]
    assert "先提的延期月数：2 → 3。" in text(book_diff(old, new, (change,), Catalogue("zh")))
    assert "ask first, months put off: 2 → 3." in text(book_diff(old, new, (change,), Catalogue("en")))


def test_a_row_that_came_and_one_that_was_taken_out_are_told() -> None:
    old = small_book()
    new = replace(old, terms=old.terms[:-1], rules={"made-rule": made_rule()})
    found = {change.id: change.what for change in compare(old, new)}
    assert found == {old.terms[-1].id: What.REMOVED, "made-rule": What.ADDED}
    back = {change.id: change.what for change in compare(new, old)}
    assert back == {old.terms[-1].id: What.ADDED, "made-rule": What.REMOVED}
    page = text(book_diff(old, new, compare(old, new), Catalogue("zh")))
    assert "made-rule：新增：违约金可以少要。" in page
    assert "删去：" in page


def test_a_row_that_was_superseded_names_the_row_in_its_place() -> None:
    old = small_book()
    row = f"{COMPANY}.deferral"
    ended = Validity(start=ALWAYS.start, end=date(2026, 12, 31), review_by=ALWAYS.review_by)
    before = next(t for t in old.terms if t.id == row)
    after = replace(before, id=f"{row}-2027", validity=replace(ALWAYS, start=date(2027, 1, 1)))
    new = replace(with_term(old, row, validity=ended), terms=(*with_term(old, row, validity=ended).terms, after))
    changes = {change.id: change for change in compare(old, new)}
    assert (changes[row].what, changes[row].successor) == (What.ENDED, after.id)
    assert (changes[after.id].what, changes[after.id].predecessor) == (What.ADDED, row)
    page = text(book_diff(old, new, tuple(changes.values()), Catalogue("zh")))
    assert "到2026年12月31日为止" in page
    assert f"换成 {after.id}。" in page
    assert f"代替 {row}。" in page


def test_a_rule_that_got_an_end_has_ended_and_one_that_goes_on_longer_has_only_changed() -> None:
    year = replace(ALWAYS, end=date(2026, 12, 31))
    longer = replace(ALWAYS, end=date(2027, 12, 31))
    open_end, short, long = (small_book(made_rule(validity=v)) for v in (ALWAYS, year, longer))
    assert only(compare(open_end, short)).what is What.ENDED
    assert only(compare(long, short)).what is What.ENDED
    assert only(compare(short, long)).what is What.CHANGED


def test_sources_that_changed_are_told_by_what_came_and_what_went() -> None:
    other = replace(SOURCE, id="other-page")
    old, new = small_book(made_rule()), small_book(made_rule(sources=(other,)))
    new = replace(new, sources={**old.sources, other.id: other})
    changes = {change.id: change for change in compare(old, new)}
    assert [(d.field, d.old, d.new) for d in changes["made-rule"].differences] == [
        ("sources", (SOURCE.id,), (other.id,))
    ]
    assert changes["other-page"].what is What.ADDED


def test_the_order_of_sources_and_scopes_is_no_change() -> None:
    other = replace(SOURCE, id="other-page")
    assert compare(small_book(made_rule(sources=(SOURCE, other))), small_book(made_rule(sources=(other, SOURCE)))) == ()


def test_a_day_of_checking_alone_is_upkeep_and_a_new_title_is_not() -> None:
    old = small_book()
    checked = replace(old, sources={SOURCE.id: replace(SOURCE, checked=date(2026, 12, 1))})
    titled = replace(old, sources={SOURCE.id: replace(SOURCE, title=Words("新的题目", "A new title"))})
    assert only(compare(old, checked)).is_upkeep
    assert not only(compare(old, titled)).is_upkeep


def test_what_a_lender_takes_over_is_told_once_with_those_it_reaches() -> None:
    old = small_book()
    figure = Figure(
        value=Decimal("0.05"), unit="share", standing=Standing.PRACTICE, confidence=Confidence.LOW, sources=(SOURCE,)
    )

    def with_share(share: str) -> PolicyBook:
        base = replace(old.lenders[CARD], figures={"late_fee_share": replace(figure, value=Decimal(share))})
        heir = replace(base, id="east-card", extends=CARD, generic=False, name=Words("东镇卡", "East card"))
        return replace(old, lenders={**old.lenders, CARD: base, heir.id: heir})

    one, two = with_share("0.05"), with_share("0.04")
    change = only(compare(one, two))
    assert (change.id, change.reaches) == (CARD, ("east-card",))
    measures = [(d.field, d.old, d.new) for d in change.differences]
    assert measures == [
        ("figures.late_fee_share", Measure(Decimal("0.05"), "share"), Measure(Decimal("0.04"), "share"))
    ]
    assert "late_fee_share：5% → 4%。也管沿用它的：东镇卡。" in text(book_diff(one, two, (change,), Catalogue("zh")))


def test_a_row_reaches_those_who_have_none_of_its_kind(book: PolicyBook) -> None:
    heirs = reached(book, "generic-consumer-finance", ReliefKind.RENEWAL)
    assert {"huabei", "jiebei"} <= set(heirs)
    assert "huabei" not in reached(book, "generic-consumer-finance", ReliefKind.DEFERRAL)
    assert "wangshangdai" not in heirs


def test_planning_defaults_and_the_lpr_are_compared_too() -> None:
    old = replace(small_book(), lpr=((date(2025, 5, 20), Decimal("0.03")),), lpr_checked=date(2026, 8, 20))
    more = replace(old, lpr=(*old.lpr, (date(2026, 10, 20), Decimal("0.029"))), lpr_checked=date(2026, 10, 20))
    floor = replace(old.defaults["living_floor"], value=Decimal(800))
    new = replace(more, defaults={**old.defaults, "living_floor": floor})
    found = {(c.entry, c.id, c.what) for c in compare(old, new)}
    assert found == {
        (EntryKind.DEFAULT, "living_floor", What.CHANGED),
        (EntryKind.LPR, "2026-10-20", What.ADDED),
        (EntryKind.LPR, "checked_until", What.CHANGED),
    }
    page = text(book_diff(old, new, compare(old, new), Catalogue("zh")))
    assert "数值：700（元，每人每月） → 800（元，每人每月）。" in page
    assert "2026-10-20：新增：2.9%（每年）。" in page


def test_every_field_of_the_shipped_book_can_be_told_in_both_languages(book: PolicyBook) -> None:
    """Every row beside one of another id: whatever differs has a name and a value in words."""
    rules = list(book.rules.values())
    rows = [replace(t, id=u.id) for t, u in zip(book.terms[1:], book.terms, strict=False)]
    lenders = [*book.lenders.values()]
    pairs = zip(lenders, [*lenders[1:], lenders[0]], strict=True)
    other = replace(
        book,
        lenders={a.id: replace(b, id=a.id, extends=a.extends) for a, b in pairs},
        terms=(*rows, book.terms[-1]),
        rules={u.id: replace(r, id=u.id) for r, u in zip(rules[1:], rules, strict=False)},
        sources=dict(zip(book.sources, [*book.sources.values()][1:], strict=False)),
        myths=tuple(replace(m, id=n.id) for m, n in zip(book.myths[1:], book.myths, strict=False)),
    )
    changes = compare(book, other)
    assert len(changes) > 600
    for lang in BOTH:
        page = text(book_diff(book, other, changes, Catalogue(lang)))
        assert not [line for line in page.splitlines() if " None →" in line or "→ None" in line]
        assert "Decimal(" not in page
        assert "Words(" not in page


# --- list and show ----------------------------------------------------------------------------------


def test_the_list_for_a_stage_names_the_ways_that_are_open_there(book: PolicyBook) -> None:
    card = book.lenders["generic-credit-card"]
    assert ReliefKind.INSTALMENT_PLAN in open_kinds(book, card, TODAY, Stage.M2)
    assert ReliefKind.INSTALMENT_PLAN not in open_kinds(book, card, TODAY, Stage.PRE_DUE)
    assert ReliefKind.RENEWAL not in open_kinds(book, card, TODAY)
    page = text(book_list(book, Catalogue("zh"), TODAY, stage=Stage.M2))
    line = next(line for line in page.splitlines() if " generic-credit-card " in line)
    assert "个性化分期" in line
    assert "续贷" not in line


def test_a_stage_without_any_way_says_so() -> None:
    page = text(book_list(small_book(), Catalogue("zh"), TODAY, kind=LenderKind.MICROLOAN, stage=Stage.M1))
    assert "没有查到能提的" in page


def test_every_entry_of_the_shipped_book_can_be_shown(book: PolicyBook) -> None:
    assert len(entry_ids(book)) > 55 + 165 + 200
    for lang in BOTH:
        for entry in entry_ids(book):
            assert text(book_entry(book, entry, Catalogue(lang), TODAY)).strip(), entry


def test_a_figure_and_unit_that_have_no_word_are_shown_by_their_bare_names() -> None:
    old = small_book()
    figure = Figure(
        value=Decimal(3), unit="moons", standing=Standing.PRACTICE, confidence=Confidence.LOW, sources=(SOURCE,)
    )
    book = replace(old, lenders={**old.lenders, CARD: replace(old.lenders[CARD], figures={"full_moons": figure})})
    for lang, said in (("zh", "full_moons：3（moons）。"), ("en", "full_moons: 3 (moons).")):
        assert said in text(book_entry(book, CARD, Catalogue(lang), TODAY))


def test_a_lender_says_what_it_takes_from_whom(book: PolicyBook) -> None:
    page = text(book_entry(book, "huabei", Catalogue("zh"), TODAY))
    taken = next(line for line in page.splitlines() if line.startswith("- 持牌消费金融公司（通用）"))
    assert "续贷" in taken
    assert "延期还款" not in taken
    assert "沿用持牌消费金融公司（通用）（generic-consumer-finance）的这一条。" in page
    generic = text(book_entry(book, "generic-consumer-finance", Catalogue("zh"), TODAY))
    assert "沿用同类的" not in generic


def test_the_most_months_and_the_lpr_are_shown_where_they_count(book: PolicyBook) -> None:
    card = text(book_entry(book, "generic-credit-card", Catalogue("zh"), TODAY))
    assert "最多 60 期。" in card
    assert "一年期LPR\n" not in card
    private = text(book_entry(book, "generic-private-lending", Catalogue("zh"), TODAY))
    assert "最近查到的是 3%，从2025年5月20日起。" in private
    assert "LPR查到2026年8月20日" in private
    assert "3.85%" in text(book_entry(book, "lpr", Catalogue("en"), TODAY))


def test_law_rows_that_do_not_speak_are_named_but_not_cited() -> None:
    ended = replace(ALWAYS, end=date(2026, 6, 30))
    book = small_book(made_rule("now"), made_rule("gone", validity=ended))
    page = text(book_entry(book, CARD, Catalogue("zh"), TODAY))
    assert "- now：违约金可以少要。" in page
    assert "- gone：" not in page
    assert "不引用（不生效，或过了复核日）：gone。" in page


def test_no_page_of_a_lender_is_longer_than_a_reader_can_bear(book: PolicyBook) -> None:
    for lender in book.lenders:
        assert len(layout(book_entry(book, lender, Catalogue("zh"), TODAY) or Report("zh", ()), 80)) < 450, lender


# --- find, myths, sources ---------------------------------------------------------------------------


def found(book: PolicyBook, *words: str, lang: str = "zh") -> str:
    return text(book_found(book, words, folded, Catalogue(lang)))


def test_words_are_found_in_names_and_sentences_of_either_language(book: PolicyBook) -> None:
    assert "huabei.deferral" in found(book, "花呗", "延期")
    assert found(book, "花唄", "延期").splitlines()[3:] == found(book, "花呗", "延期").splitlines()[3:]
    english = found(book, "article 70", lang="en")
    assert "art70-for-loans" in english
    assert "debtadvisor policies show" in english
    assert "debtadvisor policies sources card-measures" in found(book, "信用卡业务监督管理办法")
    assert "rate-24-cap-financial-loans" in found(book, "rate-24-cap")


def test_all_words_must_be_there_and_nothing_found_is_said(book: PolicyBook) -> None:
    assert "没有找到。" in found(book, "花呗", "没有这样的词")
    assert "Nothing found." in found(book, "花呗", "没有这样的词", lang="en")
    assert "没有找到。" in found(book, " ")


def test_an_inherited_sentence_is_found_once_at_its_own_lender(book: PolicyBook) -> None:
    generic = book.lenders["generic-credit-card"]
    assert generic.steps
    page = found(book, generic.steps[0].what.zh)
    assert "- generic-credit-card：" in page
    assert "- icbc-card：" not in page


def test_every_myth_stands_with_its_truth_and_its_sources(book: PolicyBook) -> None:
    for lang in BOTH:
        page = text(book_myths(book, (), folded, Catalogue(lang)))
        for myth in book.myths:
            assert (myth.heard.zh if lang == "zh" else myth.heard.en) in page
            assert (myth.truth.zh if lang == "zh" else myth.truth.en) in page


def test_what_was_never_enacted_is_named_as_the_origin_and_never_numbered(book: PolicyBook) -> None:
    drafts = [source for source in book.sources.values() if not source.citable]
    assert drafts
    for draft in drafts:
        myth = next(m for m in book.myths if draft in m.sources)
        page = text(book_entry(book, myth.id, Catalogue("zh"), TODAY))
        assert f"说法的出处是“{draft.title.zh}”，不能引用。" in page
        assert not any(line.startswith("[") and draft.title.zh in line for line in page.splitlines())


def test_myths_can_be_narrowed_by_words(book: PolicyBook) -> None:
    page = text(book_myths(book, ("LPR", "四倍"), folded, Catalogue("zh")))
    assert "四倍LPR只管民间借贷" in page
    assert "支付令" not in page
    assert "没有找到。" in text(book_myths(book, ("没有这样的词",), folded, Catalogue("zh")))


def test_a_source_counts_and_names_every_row_that_cites_it() -> None:
    book = small_book(made_rule())
    rows = citing(book)[SOURCE.id]
    assert [row.id for row in rows] == [*(t.id for t in book.terms), "made-rule"]
    page = text(book_source(book, SOURCE.id, Catalogue("zh")))
    assert all(row.id in page for row in rows)
    listed = text(book_sources(book, Catalogue("zh")))
    assert next(line for line in listed.splitlines() if SOURCE.id in line).endswith(f" {len(rows)}")
    assert book_source(book, "no-such-page", Catalogue("zh")) is None


def test_every_source_of_the_shipped_book_is_listed_and_can_be_shown(book: PolicyBook) -> None:
    listed = text(book_sources(book, Catalogue("en")))
    for source in book.sources:
        assert f" {source} " in listed, source
        assert text(book_source(book, source, Catalogue("en"))).strip()


def test_a_source_that_must_not_be_cited_says_so(book: PolicyBook) -> None:
    draft = next(source for source in book.sources.values() if not source.citable)
    assert "不能引用：是草案、旧文件，或者查无此文。" in text(book_source(book, draft.id, Catalogue("zh")))
    assert f"{draft.title.zh}（不能引用）" in text(book_sources(book, Catalogue("zh")))


# --- stale ------------------------------------------------------------------------------------------


def dated(review_by: date, end: date | None = None) -> Validity:
    return Validity(start=date(2024, 1, 1), end=end, review_by=review_by)


@pytest.mark.parametrize(
    ("on", "heading"),
    [
        (date(2026, 5, 1), None),
        (date(2026, 5, 2), "60 天内要复核（1）"),
        (date(2026, 7, 1), "60 天内要复核（1）"),
        (date(2026, 7, 2), "过了复核日（1）"),
    ],
)
def test_a_row_is_due_for_sixty_days_and_then_overdue(on: date, heading: str | None) -> None:
    page = text(book_stale(small_book(made_rule(validity=dated(date(2026, 7, 1)))), on, Catalogue("zh")))
    assert ("made-rule" in page) == (heading is not None)
    assert heading is None or heading in page


def test_what_ends_soon_is_told_and_what_has_ended_is_not() -> None:
    book = small_book(made_rule(validity=dated(date(2030, 1, 1), end=date(2026, 12, 31))))
    assert "60 天内到期（1）" in text(book_stale(book, date(2026, 12, 31), Catalogue("zh")))
    assert "made-rule" not in text(book_stale(book, date(2027, 1, 1), Catalogue("zh")))


# --- the command line -------------------------------------------------------------------------------

EVERY = (
    ["list"],
    ["list", "--kind", "microloan", "--stage", "m4_plus"],
    ["show", "花唄"],
    ["show", "lpr"],
    ["find", "停息", "挂账"],
    ["find", "没有这样的词"],
    ["check"],
    ["sources"],
    ["sources", "card-measures-70"],
    ["stale", "--on", "2027-04-01"],
    ["myths"],
    ["myths", "LPR"],
    ["diff", "old.toml"],
    ["affects", "case.toml", "--on", "2026-11-21"],
    ["affects", "case.toml", "--since", "old.toml", "--on", "2026-11-21"],
)
OLD_BOOK = (
    ("ask = { defer_months = 1 }", "ask = { defer_months = 2 }"),
    ("最长不得超过5年（60个月）", "最长不得超过4年（48个月）"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo case, a stopped one, and an older book whose first deferral at 花呗 was two months."""
    here = tmp_path_factory.mktemp("policies")
    shipped = (Path(__file__).parents[1] / "policies.toml").read_text(encoding="utf-8")
    head, mark, rest = shipped.partition("id = 'huabei.deferral'")
    rest = rest.replace("max_months = 1\n", "max_months = 2\n", 1).replace(*OLD_BOOK[0], 1)
    (here / "old.toml").write_text(head + mark + rest, encoding="utf-8")
    (here / "case.toml").write_text(example("demo"), encoding="utf-8")
    (here / "court.toml").write_text(example("court"), encoding="utf-8")
    return here


def shapes() -> Iterator[tuple[list[str], list[str]]]:
    for words in EVERY:
        yield words, []
    for words in EVERY[2:]:
        yield words, ["--lang", "en", "--plain", "--width", "40"]


@pytest.mark.parametrize(("words", "more"), list(shapes()), ids=lambda words: "-".join(words) or "zh-80")
def test_every_command_ends_well_and_fits_its_width(folder: Path, words: list[str], more: list[str]) -> None:
    ran = run(folder, "policies", *words, *more)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip()
    width = 40 if more else 80
    assert [line for line in ran.out.splitlines() if columns(line) > width or line != line.rstrip()] == []


def test_every_command_gives_the_same_bytes_again_and_markdown_on_request(folder: Path) -> None:
    for words in EVERY[4:]:
        markdown = run(folder, "policies", *words, "--format", "markdown", "--lang", "en")
        assert (markdown.code, markdown.err) == (0, "")
        assert run(folder, "policies", *words, "--format", "markdown", "--lang", "en") == markdown
        assert markdown.out.startswith("# ") or words == ["check"]


def test_diff_names_the_lender_the_row_and_the_numbers(folder: Path) -> None:
    ran = run(folder, "policies", "diff", "old.toml", "--width", "200")
    assert "花呗（huabei）" in ran.out
    assert "- huabei.deferral，延期还款：先提的延期月数：2 → 1。" in ran.out
    assert "最多期数：2 → 1。" in ran.out
    assert "借呗" not in ran.out
    back = run(folder, "policies", "diff", "old.toml", "old.toml", "--lang", "en")
    assert (back.code, back.out.count("\n- ")) == (0, 0)


def test_affects_names_the_debt_that_sees_a_changed_row_and_what_changed(folder: Path) -> None:
    ran = run(folder, "policies", "affects", "case.toml", "--since", "old.toml", "--on", "2026-11-21", "--width", "200")
    assert ran.code == 0
    assert "案情 1 份，碰到的 1 份。" in ran.out
    after = ran.out.partition("花呗\n")[2]
    assert "先提的延期月数：2 → 1。" in after
    assert "借呗" not in after
    none = run(folder, "policies", "affects", "case.toml", "--since", str(Path(__file__).parents[1] / "policies.toml"))
    assert "没有碰到。" in none.out


def test_affects_without_a_book_names_the_rows_that_each_debt_rests_on(folder: Path, book: PolicyBook) -> None:
    ran = run(folder, "policies", "affects", "case.toml", "--width", "400")
    line = next(line for line in ran.out.splitlines() if "档案 huabei。" in line)
    for row in book.relief("huabei", date(2026, 11, 21)):
        assert row.id in line
    assert "依据：" in line


def test_a_stopped_case_shows_no_rows(folder: Path) -> None:
    ran = run(folder, "policies", "affects", "court.toml", "case.toml")
    stopped, _, other = ran.out.partition("case.toml")
    assert ran.code == 0
    assert "先停下" in stopped
    assert "办法：" not in stopped
    assert "办法：" in other


def test_a_stale_book_ends_with_four_only_under_strict(folder: Path) -> None:
    fresh = run(folder, "policies", "stale", "--on", "2026-11-21", "--strict")
    loose = run(folder, "policies", "stale", "--on", "2029-01-01")
    strict = run(folder, "policies", "stale", "--on", "2029-01-01", "--strict")
    assert (fresh.code, loose.code, strict.code) == (0, 0, 4)
    assert strict.out == loose.out
    assert "huabei.deferral" in strict.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["list", "--stage", "m5"], "--stage: 不认识 m5。可以写：pre_due, m1,"),
        (["show", "花贝"], "是不是 花呗"),
        (["sources", "card-measures-7"], "没有叫 card-measures-7 的依据，是不是 card-measures-70"),
        (["stale", "--on", "2026-02-30"], "--on: 日历上没有“2026-02-30”这一天。"),
        (["stale", "--on", "soon"], "--on: 看不懂日期“soon”。"),
        (["diff", "nowhere.toml"], "nowhere.toml: 找不到这个文件。"),
        (["affects", "nowhere.toml"], "nowhere.toml: 找不到这个文件。"),
        (["myths", "-f", "json"], "--format: 这个命令没有 JSON 输出。"),
    ],
    ids=lambda words: "-".join(words) if isinstance(words, list) else "",
)
def test_a_wrong_command_line_ends_with_two_and_says_what_to_write(folder: Path, words: list[str], said: str) -> None:
    ran = run(folder, "policies", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_broken_book_ends_with_four(folder: Path) -> None:
    broken = Path(__file__).parent / "errors" / "policies" / "unknown-source.toml"
    for words in (["diff", str(broken)], ["affects", "case.toml", "--since", str(broken)], ["check", str(broken)]):
        ran = run(folder, "policies", *words)
        assert (ran.code, ran.out) == (4, ""), words
        assert "Traceback" not in ran.err


def test_rows_of_my_own_are_found_and_say_where_they_come_from(folder: Path) -> None:
    mine = 'version = "mine"\n[[relief]]\nid = "huabei.deferral"\nprofile = "huabei"\nkind = "deferral"\n'
    mine += 'standing = "practice"\nconfidence = "low"\nfrom = 2026-01-01\nreview_by = 2027-06-30\n'
    mine += "ask = { defer_months = 1 }\ncounter = { defer_months = 1 }\nmax_months = 1\n"
    mine += 'sources = ["page-huabei-deferral"]\nnote = { zh = "东镇的人说可以。", en = "People in East say so." }\n'
    mine += 'figures_standing = "planning_default"\nwhen = { stage = ["pre_due"] }\n'
    (folder / "mine.toml").write_text(mine, encoding="utf-8")
    found_it = run(folder, "policies", "find", "东镇", "--policies", "mine.toml")
    assert "huabei.deferral" in found_it.out
    assert "mine.toml" in run(folder, "policies", "show", "huabei.deferral", "--policies", "mine.toml").out


def test_a_new_kind_of_relief_at_a_small_lender_is_listed() -> None:
    base = small_book()
    row = term(CARD, ReliefKind.DEFERRAL, stages(Stage.M1), Terms(defer_months=1), Terms(defer_months=1))
    book = replace(base, terms=(*base.terms, row))
    change = only(compare(base, book))
    assert (change.what, change.profile, change.relief) == (What.ADDED, CARD, ReliefKind.DEFERRAL)
    assert "新增：从2019年1月1日起，先提延 1 个月。" in text(book_diff(base, book, (change,), Catalogue("zh")))


def test_a_source_that_lost_its_standing_is_told() -> None:
    old = small_book()
    gone: Source = replace(SOURCE, citable=False)
    change = only(compare(old, replace(old, sources={SOURCE.id: gone})))
    assert "能不能引用：是 → 否。" in text(book_diff(old, old, (change,), Catalogue("zh")))
