"""Each law row applies where it was found to apply and nowhere else; no sentence of the book leaves its scope."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from debtadvisor.core.codes import Evidence, LenderKind, ReliefKind, Stage, Standing
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import Plan
from debtadvisor.core.policy.model import Channel, Figure, Rule, Source, Step
from debtadvisor.core.script.build import scripts
from debtadvisor.core.words import Words
from tests.book_goldens import book, simple_case
from tests.book_scope import ASKED_FOR, TWENTY_FOUR, VOID, beyond
from tests.builders import TODAY

BOOK = Path(__file__).parent / "book"
KINDS = tuple(kind for kind in LenderKind if kind is not LenderKind.OTHER)
# Public service numbers; a lender's own number is read off its app or the back of the card.
PUBLIC = {"110", "120", "12315", "12345", "12348", "12356", "12363", "12368", "12378"}
TELEPHONE = re.compile(r"(?<![\d.,〔/-])(?:1[12]\d{3}|9[56]\d{3}|400-?\d{3}-?\d{4}|0\d{2,3}-\d{7,8})(?![\d.,%号])")
DRAFT = re.compile(r"征求意见稿|草案|业务管理办法（试行）|\bconsultation draft\b|\btrial measures\b", re.IGNORECASE)


@lru_cache
def read(name: str) -> dict[str, Any]:
    """A table of `tests/book`."""
    return tomllib.loads((BOOK / name).read_text(encoding="utf-8"))


CASES = read("rules.toml")
LAW = read("law.toml")


def arguments(rule: Rule, kind: LenderKind, day: date) -> set[ReliefKind]:
    """The kinds of relief for which the book gives that rule to a lender of that kind on that day."""
    return {relief for relief in ReliefKind if rule in book().arguments(kind, relief, day)}


def said(rule: Rule, kind: LenderKind, day: date) -> bool:
    """Whether that rule may be cited to a lender of that kind on that day."""
    return book().rule(rule.id, day) is rule and rule.reaches(kind)


# --- one case where it applies, one where it must not --------------------------------------------------------------


def test_every_rule_of_the_book_has_its_two_cases() -> None:
    assert sorted(CASES) == sorted(book().rules)


@pytest.mark.parametrize("rule_id", CASES)
def test_a_rule_applies_in_its_case(rule_id: str) -> None:
    rule, case = book().rules[rule_id], CASES[rule_id]["applies"]
    kind = LenderKind(case["kind"])
    assert said(rule, kind, case["on"])
    assert arguments(rule, kind, case["on"]) == rule.supports


@pytest.mark.parametrize("rule_id", CASES)
def test_a_rule_is_silent_where_it_must_not_apply(rule_id: str) -> None:
    rule, case = book().rules[rule_id], CASES[rule_id]["not"]
    kind, day = LenderKind(case["kind"]), case["on"]
    assert not said(rule, kind, day)
    assert arguments(rule, kind, day) == set()
    why = {
        "scope": not rule.reaches(kind) and rule.validity.speaks(day),
        "before": rule.reaches(kind) and day < rule.validity.start,
        "after": rule.reaches(kind) and rule.validity.end is not None and day > rule.validity.end,
    }
    assert [name for name, true in why.items() if true] == [case["because"]]


@pytest.mark.parametrize("rule_id", CASES)
def test_a_rule_speaks_from_its_first_day_to_its_last_and_until_its_review(rule_id: str) -> None:
    rule = book().rules[rule_id]
    valid, one = rule.validity, timedelta(days=1)
    last = min(valid.end or date.max, valid.review_by)
    assert [book().rule(rule_id, day) is rule for day in (valid.start - one, valid.start, last, last + one)] == [
        *(False, True),
        *(True, False),
    ]


# --- against what was found out --------------------------------------------------------------------------------


@pytest.mark.parametrize("rule_id", sorted(set(CASES) & set(LAW)))
def test_a_rule_reaches_the_kinds_of_lender_that_were_found_out(rule_id: str) -> None:
    kinds = LAW[rule_id]["kinds"] or [str(kind) for kind in KINDS]
    rule = book().rules[rule_id]
    assert [str(kind) for kind in KINDS if rule.reaches(kind)] == [kind for kind in map(str, KINDS) if kind in kinds]


def _on_purpose(table: str) -> Mapping[str, Mapping[str, Any]]:
    return {rule: row for row in read("differences.toml")[table] for rule in row["rules"]}


@pytest.mark.parametrize("rule_id", sorted(set(CASES) & set(LAW)))
def test_a_rule_is_in_force_on_the_days_that_were_found_out_or_differs_on_purpose(rule_id: str) -> None:
    fact, valid = LAW[rule_id], book().rules[rule_id].validity
    start, end = _on_purpose("from").get(rule_id), _on_purpose("to").get(rule_id)
    if start is not None:
        assert (fact["from"], valid.start) == (start["facts"], start["book"])
    elif fact["from"]:
        assert valid.start.isoformat() == fact["from"]
    if end is not None:
        assert (fact["to"], valid.end) == (end["facts"], end.get("book"))
    else:
        assert (valid.end.isoformat() if valid.end else "") == fact["to"]


def test_only_what_is_or_was_in_force_is_a_rule() -> None:
    unfit = {rule for rule in CASES if rule in LAW and LAW[rule]["status"] == "draft-never-enacted"}
    assert unfit == set()
    ended = {rule for rule in CASES if rule in LAW and LAW[rule]["status"] in ("expired", "superseded")}
    speaking = {rule for rule in ended if book().rule(rule, TODAY) is not None}
    # These two say that a measure is over.
    assert speaking == {"credit-one-off-repair-expired", "pandemic-deferral-expired"}


def test_what_was_found_doubtful_is_not_called_sure() -> None:
    doubtful = [rule for rule in CASES if rule in LAW and LAW[rule]["status"] == "unsure"]
    assert len(doubtful) >= 4
    assert [rule for rule in doubtful if book().rules[rule].confidence == "high"] == []


# --- every sentence of the book ------------------------------------------------------------------------------------


def sentences() -> Iterator[tuple[str, frozenset[LenderKind], Words]]:
    """Every sentence of the book but the myths: its place, the kinds of lender it is meant for, its words."""
    everyone = frozenset(KINDS)
    for rule in book().rules.values():
        for words in (rule.statement, rule.use, rule.caution):
            if words is not None:
                yield rule.id, rule.scope or everyone, words
    for term in book().terms:
        for words in (term.note, term.credit_record):
            if words is not None:
                yield term.id, frozenset({book().lenders[term.profile].kind}), words
    for lender in book().lenders.values():
        here = frozenset({lender.kind})
        notes = [figure.note for figure in lender.figures.values()]
        notes += [creditor.note for creditor in lender.creditors]
        notes += [lender.reports_to_pboc, *lender.notes, *(c.how for c in lender.channels)]
        notes += [*(s.what for s in lender.steps), *(c.role for c in lender.creditors)]
        yield from ((lender.id, here, words) for words in notes if words is not None)
    for name, figure in book().defaults.items():
        if figure.note is not None:
            yield name, everyone, figure.note


# Rules about such a claim itself: that it does not reach others, and the target that supervisors set for microloans.
ABOUT_THE_CLAIM = {
    "cc-art70-scope-cards-only",
    "rate-licensed-lenders-excluded",
    "microloan-cost-4lpr-2027",
}


def test_no_sentence_of_the_book_claims_what_does_not_reach_its_lender() -> None:
    for place, kinds, words in sentences():
        if place in ABOUT_THE_CLAIM:
            continue
        for kind in kinds:
            assert not [*beyond(words.zh, kind), *beyond(words.en, kind)], place


def test_the_rules_about_a_claim_support_nothing() -> None:
    assert all(not book().rules[rule].supports for rule in ABOUT_THE_CLAIM)


def test_24_per_cent_is_asked_for_and_never_a_line_above_which_nothing_is_owed() -> None:
    said_of = 0
    for place, _, words in sentences():
        for text in (words.zh, words.en):
            assert not VOID.search(text), (place, text)
            if TWENTY_FOUR.search(text) and not place.startswith("microloan-cost-24"):
                said_of += 1
                assert ASKED_FOR.search(text), (place, text)
    assert said_of > 20


def test_measures_for_p2p_reach_p2p_alone() -> None:
    p2p = {LenderKind.P2P_INTERMEDIARY}
    assert {rule.id for rule in book().rules.values() if rule.scope == p2p} >= {"p2p-2016-measures", "p2p-zero-2020"}
    for rule_id in ("p2p-2016-measures", "p2p-zero-2020"):
        assert {kind for kind in KINDS if said(book().rules[rule_id], kind, TODAY)} == p2p


def test_limits_of_collection_differ_by_lender_and_day() -> None:
    def limits(kind: LenderKind, day: date) -> set[str]:
        return {r.id for r in book().rules.values() if r.topic == "collection" and said(r, kind, day)}

    card, company = limits(LenderKind.BANK_CREDIT_CARD, TODAY), limits(LenderKind.CONSUMER_FINANCE, TODAY)
    assert "cc-art68-collection-target" in card - company
    assert "cf-2024-collection" in company - card
    assert "gbt45251-hours" not in limits(LenderKind.CONSUMER_FINANCE, date(2025, 1, 1))
    assert "nifa-2024-guideline" in limits(LenderKind.CONSUMER_FINANCE, date(2025, 1, 1))
    assert "nifa-2024-guideline" not in company


# --- drafts and inventions ------------------------------------------------------------------------------------------


def cited() -> Iterator[tuple[str, Source]]:
    """Every source that a row of the book rests on, with the row; the myths are left out."""
    for rule in book().rules.values():
        yield from ((rule.id, source) for source in rule.sources)
    for term in book().terms:
        yield from ((term.id, source) for source in term.sources)
    for lender in book().lenders.values():
        rows: tuple[Figure | Channel | Step, ...] = (*lender.figures.values(), *lender.channels, *lender.steps)
        for row in rows:
            yield from ((lender.id, source) for source in row.sources)
    for name, figure in book().defaults.items():
        yield from ((name, source) for source in figure.sources)
    yield from (("lpr", source) for source in book().lpr_sources)


def test_a_draft_or_an_invention_is_named_in_a_myth_and_nowhere_else() -> None:
    refused = {source.id for source in book().sources.values() if not source.citable}
    assert refused >= {"draft-card-2021", "draft-microloan-2020", "invented-rules-page", "private-lending-2015"}
    assert {source.id for _, source in cited()} & refused == set()
    assert refused == {source.id for myth in book().myths for source in myth.sources if not source.citable}


def test_whatever_is_titled_a_draft_cannot_be_cited() -> None:
    for source in book().sources.values():
        if DRAFT.search(source.title.zh) or DRAFT.search(source.title.en):
            assert not source.citable, source.id


def test_no_sentence_but_a_myth_leans_on_a_draft() -> None:
    for place, _, words in sentences():
        assert not DRAFT.search(f"{words.zh} {words.en}"), place


def test_what_was_never_enacted_is_a_myth_that_says_what_is_true() -> None:
    never = {fact for fact, row in LAW.items() if row["status"] == "draft-never-enacted"}
    assert never == {"cc-fee-not-exceed-principal-draft", "network-microloan-draft-2020", "legislative-agenda-2026"}
    # The text of 2025 that nobody could find is not even a draft.
    assert (never | {"fake-network-loan-rules-2025"}) & set(book().rules) == set()
    myths = {myth.id for myth in book().myths}
    assert {"fees-within-principal", "trial-measures-2025", "draft-microloan-2020", "laws-not-yet"} <= myths
    assert all(myth.heard.zh and myth.truth.zh and myth.heard.en and myth.truth.en for myth in book().myths)


# --- numbers ----------------------------------------------------------------------------------------------------------


def test_no_telephone_number_is_printed_that_is_not_a_public_one() -> None:
    assert {channel.number for lender in book().lenders.values() for channel in lender.channels} - {""} <= PUBLIC
    texts = [(place, words) for place, _, words in sentences()]
    texts += [(myth.id, words) for myth in book().myths for words in (myth.heard, myth.truth)]
    for place, words in texts:
        assert set(TELEPHONE.findall(f"{words.zh} {words.en}")) <= PUBLIC, place


def test_every_number_of_a_lender_has_a_source_or_is_a_planning_default() -> None:
    rows: list[tuple[str, Figure]] = list(book().defaults.items())
    rows += [(f"{i}.{name}", f) for i, lender in book().lenders.items() for name, f in lender.figures.items()]
    for place, figure in rows:
        assert figure.sources or figure.standing is Standing.PLANNING_DEFAULT, place
        assert figure.note is not None or figure.sources, place
    for term in book().terms:
        assert term.sources or term.figures_standing is Standing.PLANNING_DEFAULT, term.id


def test_a_number_that_nobody_read_is_a_planning_default() -> None:
    for lender in book().lenders.values():
        for name, figure in lender.figures.items():
            if figure.sources and all(s.evidence is Evidence.UNVERIFIED for s in figure.sources):
                assert figure.confidence == "low", (lender.id, name)


def test_what_borrowers_or_adverts_say_is_no_law_no_terms_and_not_sure() -> None:
    for term in book().terms:
        if term.sources and {s.evidence for s in term.sources} == {Evidence.BORROWER_REPORTED}:
            assert term.standing in (Standing.PRACTICE, Standing.PLANNING_DEFAULT), term.id
            assert term.confidence != "high", term.id


# --- every script -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [TODAY, date(2026, 12, 31), date(2027, 1, 1), date(2027, 6, 1)])
def test_no_script_cites_a_rule_that_does_not_speak_that_day(day: date) -> None:
    for lender in book().lenders:
        for stage in (Stage.PRE_DUE, Stage.M2, Stage.PRE_SUIT):
            result = build_plan(replace(simple_case(lender, stage), as_of=day), book())
            assert isinstance(result, Plan)
            for script in scripts(result, book()):
                rows = [claim.row for point in script.points for claim in point.claims]
                assert all(row.validity.speaks(day) for row in rows), (lender, stage)
