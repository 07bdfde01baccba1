"""The questions as a document: every one of them, where its answer goes, and when it is asked."""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from debtadvisor.intake.build import case_from
from debtadvisor.intake.fields import CASE, Field, Kind, Section
from debtadvisor.intake.wizard.questions import SCHEMA, questions_document, questions_schema, schema_text
from debtadvisor.intake.wizard.step import When
from debtadvisor.intake.wizard.steps import steps, templates
from debtadvisor.text.catalogue import LANGUAGES, Catalogue
from tests.running import run
from tests.strategies import AS_OF, KNOWN
from tests.test_wizard import STORY, Person, but
from tests.test_wizard import run as run_wizard

Question = Mapping[str, object]


def questions(lang: str = "zh") -> list[dict[str, object]]:
    found = questions_document(Catalogue(lang))["questions"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_document_follows_its_published_schema(lang: str, tmp_path: Path) -> None:
    ran = run(tmp_path, "wizard", "--questions", "--format", "json", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    document = ran.read()
    jsonschema.Draft202012Validator(questions_schema()).validate(document)
    assert (document["schema"], document["lang"]) == (SCHEMA, lang)
    assert document == questions_document(Catalogue(lang))


def test_the_published_schema_is_that_of_the_code(tmp_path: Path) -> None:
    shipped = (files("debtadvisor") / "schemas" / "questions.schema.json").read_text(encoding="utf-8")
    assert shipped == schema_text()
    assert run(tmp_path, "template", "--format", "questions-schema").out == shipped
    jsonschema.Draft202012Validator.check_schema(json.loads(shipped))


def test_the_list_to_read_names_every_question(tmp_path: Path) -> None:
    ran = run(tmp_path, "wizard", "--questions")
    assert ran.code == 0
    assert all(f"- {step.key}: " in ran.out for step in templates())


def test_each_answer_has_its_place_in_a_case_file() -> None:
    paths = set(_paths(CASE, ""))
    for question in questions():
        if question["writes"] is not None:
            assert question["writes"] in paths, question["key"]
        beside = question["beside"]
        assert isinstance(beside, dict)
        assert set(beside) <= paths


def _paths(section: Section, place: str) -> list[str]:
    found: list[str] = []
    for field in section.fields:
        here = f"{place}{field.key}"
        found += _inner(field, here) if field.parts is not None else [here]
    return found


def _inner(field: Field, here: str) -> list[str]:
    return _paths(field.section, f"{here}[]." if field.kind is Kind.TABLES else f"{here}.")


def test_every_question_of_a_run_stands_in_the_document() -> None:
    keys = {question["key"] for question in questions()}
    person = Person(but({"papers": ("summons",), "papers.summons.on": "昨天"}))
    run_wizard(person)
    asked = {key.replace("[0]", "[]") for key in person.asked} - {"review"}
    assert asked <= keys


def test_another_program_can_ask_from_the_document_alone() -> None:
    """It asks what `when` allows, and puts each answer where `writes` says; the case is that of the wizard."""
    said: dict[str, object] = {}
    case: dict[str, object] = {"incomes": [], "spending": []}
    for question in questions():
        if all(_holds(when, said) for when in question["when"]):  # type: ignore[attr-defined]
            answer = _answer(question)
            said[str(question["key"])] = answer
            _put(case, question, answer)
    wizard = case_from(run_wizard(Person(STORY)).answers, KNOWN, AS_OF)
    theirs = case_from(case, KNOWN, AS_OF)
    assert theirs.incomes == wizard.incomes
    assert theirs.spending == wizard.spending
    assert theirs.assets == wizard.assets
    assert (theirs.borrower, theirs.household, theirs.hardship) == (wizard.borrower, wizard.household, wizard.hardship)
    assert [debt.principal for debt in theirs.debts] == [debt.principal for debt in wizard.debts]
    assert [debt.overdue_since for debt in theirs.debts] == [debt.overdue_since for debt in wizard.debts]


def test_another_program_asks_for_a_fee_only_where_there_is_one() -> None:
    asked = {str(question["key"]): question for question in questions()}
    for said, holds in (((), False), (("monthly_fee",), True)):
        fee = asked["debts[].monthly_fee"]
        assert all(_holds(when, {"special": said}) for when in fee["when"]) is holds  # type: ignore[attr-defined]
        assert (fee["writes"], fee["required"]) == ("debts[].monthly_fee", False)
    assert asked["special"]["writes"] is None
    assert asked["debts[].promotion.until"]["writes"] == "debts[].promotion.until"
    # A condition on any debt: one bill is enough.
    left = asked["goals.keep_left"]["when"]
    for method, holds in (("daily", True), ("bullet", False)):
        assert all(_holds(when, {"debts[].method": method}) for when in left) is holds  # type: ignore[attr-defined]
    assert [step.key for step in steps({"debts[0].more": "yes", "debts[1].method": "daily"}) if "left" in step.key] == [
        "debts[0].instalments_left",
        "debts[1].instalments_left",
        "goals.keep_left",
    ]


def _holds(when: Mapping[str, object], said: Mapping[str, object]) -> bool:
    answer = said.get(str(when["key"]))
    if answer is None:
        return bool(when["while_open"])
    codes = when["codes"]
    assert isinstance(codes, list)
    found = any(code in answer for code in codes) if isinstance(answer, tuple) else answer in codes
    return found is not when["unless"]


def _answer(question: Question) -> object:
    """What the person of the story says."""
    said = STORY.get(str(question["key"]).replace("[]", "[0]"))
    if said is not None:
        return said
    plain = {"many": (), "yes_no": question["initial"] or "no"}
    text = "0" if str(question["key"]).startswith(("spending", "cash")) else question["initial"]
    return plain.get(str(question["ask"]), text)


def _put(case: dict[str, object], question: Question, answer: object) -> None:
    """Lays one answer into the case."""
    path = question["writes"]
    beside = question["beside"]
    assert isinstance(beside, dict)
    if not isinstance(path, str) or answer in ("", (), "0") or path == "events[].kind":
        return
    table, _, key = path.rpartition(".")
    name, of_list, _ = table.partition("[]")
    value = list(answer) if isinstance(answer, tuple) else answer
    if not of_list:
        case.setdefault(name, {})[key] = value  # type: ignore[index]
        return
    rows = case.setdefault(name, [])
    assert isinstance(rows, list)
    about = {place.rpartition(".")[2]: code for place, code in beside.items()}
    row = next((row for row in rows if about.items() <= row.items()), None)
    if row is None:
        row = dict(about)
        rows.append(row)
    row[key] = value


def test_conditions_say_the_same_as_the_run() -> None:
    """A step is asked exactly when all of its conditions hold."""
    said = {"borrower.kind": "sole_trader", "debts[0].method": "bullet", "papers": ("summons",), "cash": "5"}
    keys = {step.key for step in steps(said)}
    assert {"spending.stock", "cash_for_debts", "papers.summons.hearing", "debts[0].purpose"} <= keys
    assert not keys & {"debts[0].instalment", "debts[0].kind", "debts[0].overdue_since", "papers.judgment.on"}
    assert When("a", ("x",)).holds({"a": ("x", "y")})
    assert not When("a", ("x",), unless=True).holds({"a": " x "})
    assert When("a", ("x",), unless=True, silent=True).holds({})
