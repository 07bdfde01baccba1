"""Every code of the core has a word in both languages, and both languages say the same things."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from string import Template

import pytest

import debtadvisor.core
from debtadvisor.core.facts import CODES, NUMBERS
from debtadvisor.core.plan.model import ActionCode, NoOffer, PlanStatus, Reason, WorldName
from debtadvisor.core.relief.model import OptionState
from debtadvisor.intake.book import load_book
from debtadvisor.text.catalogue import LANGUAGES, Catalogue, topic

# The tables that are not named like their enum.
NAMED = {"WorldName": "world", "ActionCode": "action"}
# Told in whole sentences of `rate.toml` and `problems.toml`; test_rate_command asks for each.
SENTENCES = {"CostMeasure", "EuUnit", "LineState", "NoRate", "Say"}
# Told in sentences of `rehearse.toml` and `channels.toml`; test_rehearse and test_packs go through every one of them.
SENTENCES |= {"Guardrail", "Improper", "PackChannel", "Pressure", "SceneEnd", "Speaker"}


BOOK = load_book()


def table_of(codes: type[StrEnum]) -> str:
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", codes.__name__).lower()
    return NAMED.get(codes.__name__, snake)


def enums() -> list[type[StrEnum]]:
    found: dict[str, type[StrEnum]] = {}
    for module in pkgutil.walk_packages(debtadvisor.core.__path__, "debtadvisor.core."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum:
                found[value.__name__] = value
    return [found[name] for name in sorted(found) if name not in SENTENCES]


def leaves(table: Mapping[str, object], above: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every key with its sentences."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{above}{key}.")
        elif isinstance(value, list):
            yield f"{above}{key}", [str(line) for line in value]
        else:
            yield f"{above}{key}", [str(value)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("codes", enums(), ids=table_of)
def test_every_code_of_the_core_has_a_word(codes: type[StrEnum], lang: str) -> None:
    words = Catalogue(lang)
    for code in codes:
        assert words.word(table_of(codes), code).strip()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_stands_for_a_code_that_does_not_exist(lang: str) -> None:
    known = {table_of(codes): {code.value for code in codes} for codes in enums()}
    known |= {
        "fact": {*NUMBERS, *CODES},
        "yes_no": {"yes", "no"},
        "channel": {"talk", "complain", "supervise", "mediate"},
        "figure": {name for lender in BOOK.lenders.values() for name in lender.figures},
        "unit": {figure.unit for lender in BOOK.lenders.values() for figure in lender.figures.values()}
        | {figure.unit for figure in BOOK.defaults.values()},
    }
    tables = topic(lang, "terms")
    for name, table in tables.items():
        assert isinstance(table, Mapping)
        assert set(table) == known[name], name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fact_that_a_row_may_ask_about_has_a_word(lang: str) -> None:
    for fact in (*NUMBERS, *CODES):
        assert Catalogue(lang).word("fact", fact)


@pytest.mark.parametrize("name", ["terms", "report"])
def test_both_languages_have_the_same_keys_and_placeholders(name: str) -> None:
    chinese, english = (dict(leaves(topic(lang, name))) for lang in ("zh", "en"))
    assert list(chinese) == list(english)
    allowed = {"script.they_say_both", "payments.joint"}
    for key, lines in chinese.items():
        if key in allowed:
            continue
        holes = [{hole for line in some for hole in Template(line).get_identifiers()} for some in (lines, english[key])]
        assert holes[0] == holes[1], key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_placeholder_is_in_braces_so_that_words_may_follow_it(lang: str) -> None:
    for key, lines in leaves(topic(lang, "report")):
        assert not re.search(r"\$(?!\{)", "".join(lines)), key


def test_chinese_words_use_full_width_marks_and_no_latin_words() -> None:
    for key, lines in leaves(topic("zh", "terms")):
        assert not re.search(r"[,;:!?()]", "".join(lines)), key
        assert not re.search(r"[A-Za-z]{4,}", "".join(lines)), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_a_sentence_for_every_outcome(lang: str) -> None:
    words = Catalogue(lang)
    for action in ActionCode:
        assert isinstance(words.find("report", f"actions.{action}"), str)
    for why in NoOffer:
        assert isinstance(words.find("report", f"no_offer.{why}.body"), str)
        assert isinstance(words.find("report", f"no_offer.{why}.help"), list)
    for reason in Reason:
        assert isinstance(words.find("report", f"others.{reason}"), str)
    for state in OptionState:
        assert state is OptionState.OPEN or isinstance(words.find("report", f"others.{state}"), str)
    for world in WorldName:
        assert isinstance(words.find("report", f"worlds.{world}"), str)
    for status in PlanStatus:
        assert words.word("plan_status", status)
