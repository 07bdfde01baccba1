"""What the log shows of collection stands beside the texts that bound that lender on that day, and beside no other."""

import re
from datetime import date
from pathlib import Path

import pytest

from debtadvisor.core.case import Debt, Event
from debtadvisor.core.codes import ContactChannel, EventKind, LenderKind, Pot, Standing
from debtadvisor.core.conduct import RULES, ConductMatter, conduct
from debtadvisor.core.triage.assess import assess
from debtadvisor.intake.book import load_book
from debtadvisor.output.layout import layout
from debtadvisor.output.log.conduct import Ground, complaint, conduct_report
from debtadvisor.output.terminal import plain
from debtadvisor.text.catalogue import LANGUAGES, Catalogue
from tests.builders import household, loan
from tests.running import columns, example, run
from tests.test_log import document

BOOK = load_book()
TODAY = date(2026, 11, 21)
CARD, ONLINE, COMPANY = LenderKind.BANK_CREDIT_CARD, LenderKind.BANK_ONLINE_LOAN, LenderKind.CONSUMER_FINANCE
MICRO, PLATFORM, PRIVATE = LenderKind.MICROLOAN, LenderKind.ASSISTED_LENDING_PLATFORM, LenderKind.PRIVATE_LENDING


def call(on: date = TODAY, **more: object) -> Event:
    return Event(**({"kind": EventKind.CONTACT, "on": on, "debt": "d"} | more))  # type: ignore[arg-type]


def what(kind: EventKind, on: date = TODAY) -> Event:
    return call(on, kind=kind)


def ground(*events: Event, kind: LenderKind = COMPANY, debt: Debt | None = None) -> Ground:
    case = household(debts=[debt or loan("d", kind=kind)], events=events, as_of=TODAY)
    return Ground(case=case, book=BOOK, triage=assess(case, BOOK), on=TODAY)


def cited(*events: Event, kind: LenderKind = COMPANY, debt: Debt | None = None) -> dict[str, list[str]]:
    """Ids of the texts for each matter."""
    found = conduct(ground(*events, kind=kind, debt=debt).case, BOOK, TODAY)
    return {one.matter.value: [rule.id for rule in one.rules] for one in found}


NIGHT = call(hour=22)
OLD_NIGHT = call(date(2026, 1, 29), hour=7)


@pytest.mark.parametrize(
    ("kind", "event", "matter", "rules"),
    [
        (CARD, NIGHT, "night_contact", ["cba-2026-hours", "gbt45251-hours"]),
        (CARD, OLD_NIGHT, "night_contact", ["gbt45251-hours"]),
        (CARD, call(date(2025, 2, 27), hour=7), "night_contact", []),
        (MICRO, NIGHT, "night_contact", ["gbt45251-hours"]),
        (PLATFORM, NIGHT, "night_contact", ["gbt45251-hours"]),
        (PRIVATE, NIGHT, "night_contact", []),
        (ONLINE, call(count=4), "many_calls", ["gbt45251-call-frequency"]),
        (PRIVATE, call(count=4), "many_calls", []),
        (ONLINE, call(count=7, answered=False), "many_dials", ["cba-2026-dial-attempts"]),
        (MICRO, call(count=7, answered=False), "many_dials", []),
        (CARD, call(date(2026, 1, 29), count=7, answered=False), "many_dials", []),
        (
            CARD,
            what(EventKind.THIRD_PARTY_CONTACT),
            "third_party_contact",
            ["civil-1032-1033-privacy", "cc-art68-collection-target", "cba-2026-third-parties", "gbt45251-contacts"],
        ),
        (
            ONLINE,
            what(EventKind.THIRD_PARTY_CONTACT, date(2021, 6, 1)),
            "third_party_contact",
            ["civil-1032-1033-privacy", "online-loan-collection-third-party"],
        ),
        (
            COMPANY,
            what(EventKind.THIRD_PARTY_CONTACT, date(2024, 4, 18)),
            "third_party_contact",
            ["civil-1032-1033-privacy", "cf-2024-collection"],
        ),
        (PRIVATE, what(EventKind.THIRD_PARTY_CONTACT), "third_party_contact", ["civil-1032-1033-privacy"]),
        (
            COMPANY,
            what(EventKind.THREAT),
            "threat",
            [
                "public-security-50-harassment",
                "cf-2024-collection",
                "consumer-protection-2022-collection",
                "cba-2026-prohibited-acts",
            ],
        ),
        (
            MICRO,
            what(EventKind.THREAT),
            "threat",
            ["public-security-50-harassment", "microloan-2024-26-consumer-protection"],
        ),
        (PRIVATE, what(EventKind.THREAT, date(2025, 12, 31)), "threat", []),
        (
            PRIVATE,
            what(EventKind.VIOLENCE),
            "violence",
            ["public-security-47-intrusion", "public-security-50-harassment"],
        ),
        (
            CARD,
            what(EventKind.IMPERSONATION),
            "impersonation",
            ["consumer-protection-2022-collection", "cba-2026-prohibited-acts"],
        ),
        (CARD, what(EventKind.IMPERSONATION, date(2023, 2, 28)), "impersonation", []),
        (MICRO, what(EventKind.IMPERSONATION), "impersonation", []),
        (CARD, what(EventKind.PRIVATE_ACCOUNT), "private_account", []),
    ],
)
def test_a_text_is_cited_only_to_its_lenders_and_from_its_day(
    kind: LenderKind, event: Event, matter: str, rules: list[str]
) -> None:
    assert cited(event, kind=kind) == {matter: rules}


def test_each_day_stands_beside_the_texts_of_that_day() -> None:
    (night,) = conduct(ground(NIGHT, OLD_NIGHT).case, BOOK, TODAY)
    assert [(one.on, [rule.id for rule in one.rules]) for one in night.sightings] == [
        (date(2026, 1, 29), ["gbt45251-hours"]),
        (TODAY, ["cba-2026-hours", "gbt45251-hours"]),
    ]


def test_a_business_loan_is_not_under_the_texts_on_consumer_credit() -> None:
    shop = loan("d", kind=ONLINE, purpose=Pot.BUSINESS)
    assert cited(NIGHT, call(count=4), debt=shop) == {"night_contact": [], "many_calls": []}


@pytest.mark.parametrize(
    "event",
    [
        call(hour=21),
        call(hour=8),
        call(count=3),
        call(count=6, answered=False),
        call(count=9, outgoing=True),
        call(hour=23, outgoing=True),
        call(count=9, channel=ContactChannel.SMS),
        Event(kind=EventKind.LETTER, on=TODAY, debt="d"),
    ],
)
def test_what_is_within_limits_or_begun_by_the_borrower_is_not_shown(event: Event) -> None:
    assert cited(event) == {}


def test_calls_of_one_day_are_counted_together_and_those_of_two_days_are_not() -> None:
    yesterday = date(2026, 11, 20)
    assert cited(call(count=2), call(yesterday, count=2)) == {}
    (found,) = conduct(ground(call(count=2), call(count=2)).case, BOOK, TODAY)
    assert (found.matter, found.sightings[0].count, found.sightings[0].events) == (ConductMatter.MANY_CALLS, 4, (0, 1))


def test_an_event_without_a_debt_cites_only_what_reaches_every_lender() -> None:
    case = household(
        debts=[loan("d", kind=CARD), loan("e", kind=PRIVATE)], events=(call(hour=23, debt=""),), as_of=TODAY
    )
    (found,) = conduct(case, BOOK, TODAY)
    assert (found.debt, found.rules) == ("", ())


def test_every_row_of_the_table_is_in_the_book_and_no_standard_passes_for_law() -> None:
    for rows in RULES.values():
        for row in rows:
            rule = BOOK.rules[row]
            if row.startswith(("gbt45251", "cba-2026")):
                assert rule.standing is Standing.GUIDELINE
                assert rule.caution is not None


EVERYTHING = (
    call(hour=23, who="工号8012", said="你这个骗子，我欠你的我会还"),
    call(count=4),
    call(count=9, answered=False),
    *(
        what(kind)
        for kind in (
            EventKind.THREAT,
            EventKind.VIOLENCE,
            EventKind.THIRD_PARTY_CONTACT,
            EventKind.IMPERSONATION,
            EventKind.PRIVATE_ACCOUNT,
        )
    ),
)


@pytest.mark.parametrize("kind", list(LenderKind))
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80])
def test_every_kind_of_lender_gets_a_page_and_a_letter_without_holes(kind: LenderKind, lang: str, width: int) -> None:
    here = ground(*EVERYTHING, debt=loan("d", kind=kind, overdue_since=date(2026, 9, 1)))
    found = conduct(here.case, BOOK, TODAY)
    assert {one.matter for one in found} == set(ConductMatter)
    page = plain(layout(conduct_report(found, here, Catalogue(lang)), width))
    assert "$" not in page
    assert all(columns(line) <= width for line in page.splitlines())
    lines = complaint("d", found, here, Catalogue(lang))
    if kind is PRIVATE:
        assert lines == ()
        assert "110" in page
        return
    assert len(lines) > len(EVERYTHING)
    letter = "".join(lines)
    assert "骗子" not in letter
    assert "我会还" not in letter
    assert not re.search(r"[元¥$]", letter)
    if lang == "zh":
        assert not re.search("恶劣|严重|非法|违法|起诉|后果|曝光|我欠|欠你", letter)
    if kind in (PRIVATE, LenderKind.OTHER):
        assert "12378" not in page.split("依据")[0].split("Sources")[0]


def test_no_letter_goes_to_the_holder_of_a_debt_that_must_not_be_woken() -> None:
    old = loan("d", overdue_since=date(2020, 1, 1), instalments_left=0)
    here = ground(NIGHT, debt=old)
    assert "old_debt" in [finding.code for finding in here.triage.holds]
    found = conduct(here.case, BOOK, TODAY)
    assert complaint("d", found, here, Catalogue("zh")) == ()
    assert "先不给对方写信" in plain(layout(conduct_report(found, here, Catalogue("zh")), 80))


def test_the_command_shows_the_page_and_the_document(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(example("demo"), encoding="utf-8")
    assert "没有看到" in run(tmp_path, "log", "case.toml", "--conduct").out
    for words in (("--hour", "23"), ("--kind", "threat")):
        assert run(tmp_path, "log", "case.toml", "--debt", "card", "--on", "2026-11-20", *words).code == 0
    found = document(run(tmp_path, "log", "case.toml", "--conduct", "-f", "json"))
    assert isinstance(found["observed"], list)
    assert [one["matter"] for one in found["observed"]] == ["threat", "night_contact"]
    assert isinstance(found["complaints"], list)
    assert found["complaints"][0]["debt"] == "card"
    assert run(tmp_path, "log", "case.toml", "--conduct", "--format", "markdown").out.startswith("# ")


def letter_of(here: Ground) -> list[str]:
    return list(complaint("d", conduct(here.case, BOOK, TODAY), here, Catalogue("zh")))


def test_the_log_and_the_letter_tell_the_same_facts_in_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(example("demo"), encoding="utf-8")
    for words in (("--hour", "23", "--count", "5"), ("--kind", "third_party_contact", "--who", "工号7")):
        assert run(tmp_path, "log", "case.toml", "--debt", "card", "--on", "2026-11-20", *words).code == 0
    drafts = document(run(tmp_path, "log", "case.toml", "--conduct", "-f", "json"))["complaints"]
    assert isinstance(drafts, list)
    ran = run(tmp_path, "script", "case.toml", "--debt", "card", "--letter", "supervisor_complaint", "-f", "json")
    letter = ran.read()["letter"]
    assert isinstance(letter, dict)
    entries = [line.partition(". ")[2] for line in drafts[0]["zh"] if re.match(r"\d+\. ", line)]
    assert letter["fact"] == entries
    assert len(entries) == 2


def test_a_days_number_of_calls_is_not_said_to_have_come_at_night() -> None:
    here = ground(call(hour=23, count=9))
    counts = {one.matter.value: [s.count for s in one.sightings] for one in conduct(here.case, BOOK, TODAY)}
    assert counts == {"night_contact": [1], "many_calls": [9]}
    entries = [line for line in letter_of(here) if re.match(r"\d+\. ", line)]
    assert len(entries) == 1
    assert "联系我 1 次（约 23 时）" in entries[0]
    assert "当天来电接通 9 次" in entries[0]


def test_a_text_that_came_later_names_the_entries_it_goes_with() -> None:
    lines = letter_of(ground(call(date(2025, 1, 3), hour=23), call(date(2026, 11, 18), hour=23)))
    rules = next(line for line in lines if "GB/T 45251" in line or "对照以下" in line)
    assert "对照第 2 条" in rules
    assert "对照第 1" not in rules


def test_the_buyer_of_a_debt_is_written_to_by_name_and_held_to_what_binds_everybody() -> None:
    events = (what(EventKind.THIRD_PARTY_CONTACT), NIGHT)
    here = ground(*events, debt=loan("d", kind=COMPANY, assigned_to="某资产管理有限公司"))
    found = conduct(here.case, BOOK, TODAY)
    assert {rule.id for one in found for rule in one.rules} == {"civil-1032-1033-privacy"}
    if lines := letter_of(here):
        assert lines[0] == "某资产管理有限公司："
    page = plain(layout(conduct_report(found, here, Catalogue("zh")), 80))
    assert "12378" not in page


def test_the_complaint_goes_to_the_company_by_its_full_name_and_asks_for_what_happened_to_stop() -> None:
    debt = loan("d", lender="mashang", kind=None)
    rough = ground(what(EventKind.THREAT), what(EventKind.PRIVATE_ACCOUNT), debt=debt)
    lines = complaint("d", conduct(rough.case, BOOK, TODAY), rough, Catalogue("zh"))
    assert lines[0].startswith("马上消费金融股份有限公司 ")
    assert "不威胁、不辱骂" in "".join(lines)
    assert "写明官方的收款账户" in "".join(lines)
    quiet = ground(NIGHT, debt=debt)
    mild = "".join(complaint("d", conduct(quiet.case, BOOK, TODAY), quiet, Catalogue("zh")))
    assert "威胁" not in mild
    assert "收款账户" not in mild
