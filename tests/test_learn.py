"""Pages to learn from: every topic and situation in both languages, each claim with its source and within its scope."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from debtadvisor.core.codes import LenderKind
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.policy.steps import usual_steps
from debtadvisor.core.triage.deadlines import LONGEST_HOLIDAY, PERIODS, in_time, near_holiday, rolled
from debtadvisor.intake.book import load_book
from debtadvisor.intake.lender_names import folded
from debtadvisor.output.blocks import Bullets, Notes, Paragraph, Report
from debtadvisor.output.layout import layout, text_of
from debtadvisor.output.learn.find import found
from debtadvisor.output.learn.page import (
    IN_PARTS,
    TOPICS,
    deadlines_page,
    parts_page,
    tables,
    topics_page,
    word_ids,
    words_page,
)
from debtadvisor.output.learn.schema import schema_text
from debtadvisor.output.learn.situations import NUMBERS, situation_page, situations_list
from debtadvisor.output.learn.stages import stages_page
from debtadvisor.output.markdown import to_markdown
from debtadvisor.text.catalogue import LANGUAGES, Catalogue
from tests.book_scope import ASKED_FOR, TWENTY_FOUR, beyond
from tests.running import columns, example, run

BOOK = load_book()
TODAY = date(2026, 11, 21)
SATURDAY = date(2026, 11, 21)
# Long after the last review date of the bundled book.
LATE = date(2040, 1, 1)


def page(name: str, lang: str, on: date = TODAY, book: PolicyBook = BOOK) -> Report:
    """The page of a topic, of ``situations 3``, or of ``stages 花呗``."""
    words = Catalogue(lang)
    topic, _, rest = name.partition(" ")
    if topic == "":
        return topics_page(words)
    if topic == "stages":
        return stages_page(book, words, book.lenders[rest] if rest else None, None)
    if topic == "situations":
        return situation_page(int(rest), book, on, words) if rest else situations_list(words)
    if topic == "words":
        return words_page(book, on, words)
    if topic == "deadlines":
        return deadlines_page(book, on, words, date(2026, 11, 6) if rest else None)
    return parts_page(topic, book, on, words, None)


PAGES = [
    "",
    *TOPICS,
    "deadlines served",
    *(f"situations {n}" for n in NUMBERS),
    *(f"stages {one}" for one in BOOK.lenders),
]


def text(report: Report, width: int = 2000) -> str:
    return "\n".join(text_of(line) for line in layout(report, width))


def content(report: Report) -> list[str]:
    """What is told, without the list of sources."""
    blocks = [block for block in report.blocks if not isinstance(block, Notes)]
    return text(Report(report.lang, tuple(blocks))).splitlines()


def catalogue(lang: str) -> dict[str, object]:
    return tomllib.loads((files("debtadvisor") / "text" / lang / "learn.toml").read_text(encoding="utf-8"))


def leaves(found_: object, above: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(found_, dict):
        for key, one in found_.items():
            yield from leaves(one, f"{above}.{key}")
    elif isinstance(found_, list):
        for number, one in enumerate(found_):
            yield from leaves(one, f"{above}[{number}]")
    else:
        yield above, str(found_)


def holes(sentence: str) -> list[str]:
    return re.findall(r"\$\{(\w+)\}", sentence)


def rests_on(lang: str) -> Iterator[tuple[str, list[str]]]:
    """Each claim of a part or a word with the ids it names."""
    words = Catalogue(lang)
    for topic in IN_PARTS:
        for part in tables(words, f"{topic}.parts"):
            claims = part["claims"]
            assert isinstance(claims, list)
            for claim in claims:
                yield claim["text"], claim["rules"]
    for word in word_ids(words):
        key = f"words.entries.{word}"
        yield words.say("learn", f"{key}.text"), list(words.lines("learn", f"{key}.rules"))


WORDS_TOLD = {Catalogue("zh").say("learn", f"words.entries.{word}.text") for word in word_ids(Catalogue("zh"))}

# --- every page ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands_whole_at_80_and_40_columns(name: str, lang: str) -> None:
    report = page(name, lang)
    for width in (80, 40):
        lines = [text_of(line) for line in layout(report, width)]
        assert all(columns(line) <= width for line in lines)
    told = text(report)
    assert to_markdown(report).startswith("# ")
    assert "$" not in told
    assert not re.search(r"(?<![A-Za-z0-9])[XYN](?![A-Za-z0-9])", "\n".join(content(report)))
    assert not re.search(r"\d年 \d|月 \d+日", told)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_no_page_says_what_does_not_reach_its_lender_and_none_alarms(name: str, lang: str) -> None:
    topic, _, lender = name.partition(" ")
    kinds = [BOOK.lenders[lender].kind] if topic == "stages" and lender else list(LenderKind)
    lines = content(page(name, lang))
    for kind in kinds:
        assert not list(beyond("\n".join(lines), kind))
    assert not [line for line in lines if TWENTY_FOUR.search(line) and not ASKED_FOR.search(line)]
    for word in ("坐牢", "老赖", "抓人", "deadbeat", "prison"):
        assert word not in "\n".join(lines)


def test_a_page_without_its_sources_is_about_one_screen() -> None:
    reports = [
        page(name, "zh") for name in PAGES if name not in ("collection", "stages", "deadlines", "deadlines served")
    ]
    reports += [parts_page("collection", BOOK, TODAY, Catalogue("zh"), kind) for kind in LenderKind]
    for report in reports:
        blocks = tuple(block for block in report.blocks if not isinstance(block, Notes))
        assert len(layout(Report("zh", blocks), 80)) <= 70, blocks[0]


def test_both_languages_have_the_same_keys_rules_and_placeholders() -> None:
    zh, en = dict(leaves(catalogue("zh"))), dict(leaves(catalogue("en")))
    assert list(zh) == list(en)
    for key in zh:
        assert sorted(holes(zh[key])) == sorted(holes(en[key])), key
        if ".rules[" in key or (".parts[" in key and key.endswith(".binds")):
            assert zh[key] == en[key]


# --- sources -------------------------------------------------------------------------------------------------------


def test_every_claim_of_a_part_names_rules_that_speak_today() -> None:
    for told, rules in rests_on("zh"):
        assert all(BOOK.rule(rule, TODAY) is not None for rule in rules), told
    for topic in IN_PARTS:
        for part in tables(Catalogue("zh"), f"{topic}.parts"):
            claims = part["claims"]
            assert isinstance(claims, list)
            assert all(claim["rules"] for claim in claims)
    for period in PERIODS:
        assert all(BOOK.rule(rule, TODAY) is not None for rule in period.rules)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_situation_cites_the_book_or_says_that_it_cannot(number: int) -> None:
    words = Catalogue("zh")
    rules = words.lines("situations", f"n{number}.rules")
    assert all(BOOK.rule(rule, TODAY) is not None for rule in rules)
    report = page(f"situations {number}", "zh")
    assert any(isinstance(block, Notes) for block in report.blocks) is bool(rules)
    special = words.say("situations", f"n{number}.special")
    why = "frame.unsourced_articles" if "条）" in special else "frame.unsourced"
    assert (words.say("learn", why) in content(report)) is not bool(rules)


def test_a_claim_that_reaches_some_lenders_alone_stands_under_their_name() -> None:
    for part in tables(Catalogue("zh"), "collection.parts"):
        claims, binds = part["claims"], BOOK.rules.get(str(part.get("binds", "")))
        assert isinstance(claims, list)
        for claim in claims:
            assert binds is not None
            assert all(BOOK.rules[rule].scope == binds.scope for rule in claim["rules"]), claim
    elsewhere = [
        part for topic in IN_PARTS if topic != "collection" for part in tables(Catalogue("zh"), f"{topic}.parts")
    ]
    shown = {rule for part in elsewhere for claim in part["claims"] for rule in claim["rules"]}  # type: ignore[attr-defined]
    for told, rules in rests_on("zh"):
        if any(BOOK.rules[rule].scope and (rule in shown or told in WORDS_TOLD) for rule in rules):
            assert "银行" in told, told


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [*IN_PARTS, "deadlines", "words", "situations 1"])
def test_a_rule_past_its_review_is_dropped_and_named(name: str, lang: str) -> None:
    report = page(name, lang, on=LATE)
    assert not any(isinstance(block, Notes) for block in report.blocks)
    dropped = [b.text for b in report.blocks if isinstance(b, Paragraph) and re.search(r"[a-z]+-[a-z0-9-]+", b.text)]
    assert any("复核" in one or "review" in one for one in dropped)


def test_one_stale_rule_takes_only_its_own_claims_away() -> None:
    rule = BOOK.rules["credit-17-free-reports"]
    stale = replace(rule, validity=replace(rule.validity, review_by=date(2026, 1, 1)))
    book = replace(BOOK, rules={**BOOK.rules, rule.id: stale})
    before, after = (text(page("credit", "zh", book=one)) for one in (BOOK, book))
    assert "免费查两次" in before
    assert "免费查两次" not in after
    assert "5 年" in after
    assert "credit-17-free-reports" in after


# --- topics --------------------------------------------------------------------------------------------------------


def test_collection_rules_are_narrowed_to_a_kind_of_lender() -> None:
    for kind in LenderKind:
        report = parts_page("collection", BOOK, TODAY, Catalogue("zh"), kind)
        told = text(report)
        assert ("银行业协会的指引" in told) is BOOK.rules["cba-2026-nature"].reaches(kind)
        assert ("国家标准 GB/T 45251" in told) is BOOK.rules["gbt45251-nature"].reaches(kind)
        assert ("消费金融公司的监管规定" in told) is (kind is LenderKind.CONSUMER_FINANCE)
        assert "生活安宁" in told


def test_usual_steps_are_the_one_that_runs_and_the_next() -> None:
    card = BOOK.lenders["generic-credit-card"]
    spans = {day: [step.from_day for step in usual_steps(card, day)] for day in (0, 1, 31, 95, 130, 900)}
    assert spans == {0: [1], 1: [1, 31], 31: [31, 91], 95: [91, 120], 130: [120], 900: [120]}
    assert usual_steps(BOOK.lenders["generic-private-lending"], 10) == ()


def test_the_page_of_a_lender_tells_all_its_steps_with_their_sources() -> None:
    lender = BOOK.lenders["zhaolian"]
    report = stages_page(BOOK, Catalogue("zh"), lender, lender.kind)
    items = [item for block in report.blocks if isinstance(block, Bullets) for item in block.items]
    assert len(items) == len(lender.steps)
    assert all(item.notes for item in items)
    assert "不是一定" in text(report)


@pytest.mark.parametrize(
    ("words", "commands"),
    [
        (["罚息"], ["words 罚息"]),
        (["支付令"], ["words 支付令", "deadlines 支付令"]),
        (["擔保人"], ["situations 3"]),
        (["car"], ["situations 14"]),
        (["天气"], []),
        ([""], []),
    ],
)
def test_words_find_the_pages_whose_titles_hold_them(words: list[str], commands: list[str]) -> None:
    assert {place.command for place in found(words, folded)} >= set(commands)
    assert bool(found(words, folded)) is bool(commands)


# --- deadlines -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "as_of", "left"),
    [
        (SATURDAY, date(2026, 11, 20), SATURDAY),
        (SATURDAY, SATURDAY, SATURDAY),
        (SATURDAY, date(2026, 11, 22), date(2026, 11, 23)),
        (SATURDAY, date(2026, 11, 23), date(2026, 11, 23)),
        (SATURDAY, date(2026, 11, 24), None),
        (date(2026, 11, 20), SATURDAY, None),
    ],
)
def test_a_period_that_ends_on_a_weekend_is_open_until_monday(last: date, as_of: date, left: date | None) -> None:
    assert in_time(last, as_of) == left


@pytest.mark.parametrize(
    ("last", "as_of", "left"),
    [
        # The days off of the notices for 2025 and 2026, and the first working day after each.
        (date(2025, 1, 28), date(2025, 2, 5), date(2025, 2, 5)),
        (date(2026, 2, 16), date(2026, 2, 24), date(2026, 2, 24)),
        (date(2026, 10, 5), date(2026, 10, 8), date(2026, 10, 8)),
        (date(2025, 10, 1), date(2025, 10, 9), date(2025, 10, 9)),
        (date(2026, 6, 19), date(2026, 6, 22), date(2026, 6, 22)),
        (date(2026, 10, 5), date(2026, 10, 15), None),
        (date(2026, 11, 17), date(2026, 11, 18), None),
        (date(2026, 10, 12), date(2026, 10, 13), None),
    ],
)
def test_near_a_public_holiday_nothing_is_called_too_late(last: date, as_of: date, left: date | None) -> None:
    assert in_time(last, as_of) == left
    assert near_holiday(last) or left is None


def test_the_longest_holiday_reaches_the_first_working_day_after_spring_festival_2026() -> None:
    assert (date(2026, 2, 24) - date(2026, 2, 15)).days <= LONGEST_HOLIDAY


def test_the_page_near_a_holiday_says_hand_it_in_today(tmp_path: Path) -> None:
    ran = run(tmp_path, "learn", "deadlines", "支付令", "--served", "2026-09-20", "--as-of", "2026-10-06")
    assert ran.code == 0
    assert "已经过了" not in ran.out
    assert "今天就交" in ran.out


def test_rolled_moves_a_weekend_to_monday_and_no_other_day() -> None:
    days = [rolled(date(2026, 11, day)).day for day in range(16, 24)]
    assert days == [16, 17, 18, 19, 20, 23, 23, 23]


def test_the_last_days_are_counted_from_the_day_after_service() -> None:
    lasts = {period.paper: period.last(date(2026, 11, 30)) for period in PERIODS}
    assert lasts == {
        "payment_order": date(2026, 12, 15),
        "defence": date(2026, 12, 15),
        "appeal": date(2026, 12, 15),
        "ruling": date(2026, 12, 10),
        "enforcement": None,
        "arbitration": None,
        "award": date(2027, 2, 28),
        "award_enforced": date(2026, 12, 15),
    }


def test_a_card_says_the_day_the_roll_and_when_it_has_passed() -> None:
    told = text(deadlines_page(BOOK, TODAY, Catalogue("zh"), date(2026, 11, 6), "payment_order"))
    assert "2026年11月21日，是周末，一般顺延到2026年11月23日" in told
    assert "每年的通知" in told
    late = text(deadlines_page(BOOK, date(2026, 11, 24), Catalogue("zh"), date(2026, 11, 6), "payment_order"))
    assert "2026年11月23日已经过了" in late
    assert "12368" in late


# --- the command and the plan --------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [[], ["court"], ["situations", "26"], ["stages", "--lender", "花唄"], ["罚息"]])
def test_the_command_shows_its_page_and_ends_well(words: list[str], tmp_path: Path) -> None:
    ran = run(tmp_path, "learn", *words, "--as-of", "2026-11-21")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip()


def test_someone_who_writes_of_harming_themselves_gets_help_and_no_page(tmp_path: Path) -> None:
    ran = run(tmp_path, "learn", "活不下去", "--lang", "zh")
    assert ran.code == 5
    assert "12356" in ran.out


def test_the_plan_points_to_the_situations_and_says_what_is_usual_next(tmp_path: Path) -> None:
    (tmp_path / "demo.toml").write_text(example("demo"), encoding="utf-8")
    told = run(tmp_path, "plan", "demo.toml", "--width", "300").out
    assert "debtadvisor learn situations 26" in told
    panel = told.split("如果先放着不管，通常会怎样")[1].split("三种情况对比")[0]
    assert "不是一定" in panel
    assert len([line for line in panel.splitlines() if line.startswith("- ")]) == 4
    assert panel.count("第 91 到 180 天") == 1


def test_a_deadline_on_a_weekend_says_where_it_usually_moves_on_the_plan_page_too(tmp_path: Path) -> None:
    order = '\n[[events]]\nkind = "payment_order"\non = 2026-11-06\n'
    (tmp_path / "case.toml").write_text(example("tight") + order, encoding="utf-8")
    told = run(tmp_path, "plan", "case.toml", "--width", "300").out
    assert "期限到2026年11月21日。2026年11月21日是周末，一般顺延到2026年11月23日" in told


@pytest.mark.parametrize("name", ["court", "self_harm"])
def test_a_stopped_case_gets_neither(name: str, tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(example(name), encoding="utf-8")
    ran = run(tmp_path, "plan", "case.toml")
    assert ran.code == 5
    assert "debtadvisor learn" not in ran.out
    assert "先放着不管" not in ran.out


@pytest.mark.parametrize("words", ["撑不下去了", "想不开", "安眠药", "撑不住", "绝望"])
def test_who_looks_for_help_in_despair_finds_it(tmp_path: Path, words: str) -> None:
    ran = run(tmp_path, "learn", words)
    assert ran.code == 5
    assert "12356" in ran.out


# --- by number, by lender, for machines ----------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "number"), [("2", 2), ("5", 5), ("28", 28), ("５", 5)])
def test_a_number_alone_is_the_situation_of_that_number(word: str, number: int, tmp_path: Path) -> None:
    done = run(tmp_path, "learn", word, "--plain")
    assert done.code == 0
    assert done.out.splitlines()[0] == Catalogue("zh").say("situations", f"n{number}.title")


def test_a_number_beyond_the_situations_is_refused(tmp_path: Path) -> None:
    assert run(tmp_path, "learn", "29").code == 2


@pytest.mark.parametrize("name", ["花呗", "huabei", "花 唄"])
def test_a_lender_s_name_shows_what_there_is_about_it(name: str, tmp_path: Path) -> None:
    done = run(tmp_path, "learn", name, "--plain", "--width", "200")
    assert done.code == 0
    for command in (f"learn stages --lender {name}", f"learn collection --lender {name}", "policies show huabei"):
        assert f"debtadvisor {command}" in done.out
        words = command.split(" --lender ")
        asked = [*words[0].split(), *(["--lender", words[1]] if len(words) > 1 else [])]
        assert run(tmp_path, *asked).code == 0


def _documents() -> Iterator[tuple[str, ...]]:
    yield ()
    yield ("支付令",)
    yield ("花呗",)
    yield ("deadlines", "--served", "2026-11-06")
    yield ("stages", "--lender", "借呗")
    yield ("活不下去",)
    yield from ((topic,) for topic in (*IN_PARTS, "words", "situations", "7", "28"))


@pytest.mark.parametrize("words", list(_documents()), ids=lambda words: " ".join(words) or "topics")
def test_a_page_for_machines_keeps_its_published_form(words: tuple[str, ...], tmp_path: Path) -> None:
    schema = json.loads((files("debtadvisor") / "schemas" / "learn.schema.json").read_text(encoding="utf-8"))
    done = run(tmp_path, "learn", *words, "--format", "json", "--as-of", "2026-11-21")
    found_ = done.read()
    jsonschema.Draft202012Validator(schema).validate(found_)
    assert found_["view"] == {(): "topics", ("支付令",): "found", ("花呗",): "found", ("活不下去",): "help"}.get(
        words, "page"
    )
    numbers = {note["number"] for note in found_["sources"]}  # type: ignore[attr-defined]
    cited = {n for block in found_["blocks"] for n in block.get("notes", ())}  # type: ignore[attr-defined]
    assert cited <= numbers


def test_the_published_schema_of_a_page_is_that_of_the_code() -> None:
    shipped = (files("debtadvisor") / "schemas" / "learn.schema.json").read_text(encoding="utf-8")
    assert shipped == schema_text()


def test_words_of_despair_are_not_kept_in_a_document(tmp_path: Path) -> None:
    done = run(tmp_path, "learn", "活不下去", "--format", "json")
    assert done.code == 5
    assert done.read()["asked"] == ""
