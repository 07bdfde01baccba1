"""Words of self-harm are heard whatever else is wrong with the case: help first, mistakes later."""

import json
from pathlib import Path

import pytest

from tests.running import run

SAID = "我不想活了"
FILES = {
    "negative.toml": f'note = "{SAID}"\n[[debts]]\nid = "a"\nlender = "huabei"\nprincipal = -1\n'.encode(),
    "traditional.toml": '[[debts]]\nid = "a"\nlender = "zhaohang-xx"\nnote = "現在真的活不下去了"\n'.encode(),
    "misspelt.toml": f'notee = "{SAID}"\n'.encode(),
    "broken.toml": f'note = "{SAID}"\n[[debts\n'.encode(),
    "broken.json": f'{{"note": "{SAID}",'.encode(),
    "gb.toml": f'note = "{SAID}"\n'.encode("gb18030"),
    "long.toml": f'note = "{SAID}{"。" * 50_000}"\n'.encode(),
    "day.toml": f'as_of = "never"\nid = 7\nnote = "{SAID}"\n'.encode(),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("command", [["plan"], ["script"], ["script", "--debt", "none-of-these"]])
def test_a_case_with_mistakes_still_gets_help_first(tmp_path: Path, name: str, command: list[str]) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    ran = run(tmp_path, command[0], name, *command[1:])
    assert ran.code == 5
    assert "12356" in ran.out
    assert ran.err == ""


@pytest.mark.parametrize("name", FILES)
def test_its_document_holds_the_stop_and_nothing_else(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    document = json.loads(run(tmp_path, "plan", name, "--format", "json").out)
    assert document["status"] == "stop"
    assert [finding["code"] for finding in document["findings"]] == ["self_harm"]
    assert "debts" not in document


def test_a_batch_stops_such_a_case_and_goes_on(tmp_path: Path) -> None:
    lines = [
        '{"id": "c-1", "note": "我不想活了", "debts": [{"id": "a", "principal": -1}]}',
        '{"id": "c-2", "note": "还好", "debts": [{"id": "a", "principal": -1}]}',
        '{"note": "我不想活了", ',
        '{"id": "c-1", "note": "活不下去了"}',
    ]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    told = [json.loads(line) for line in run(tmp_path, "batch", "many.jsonl").out.splitlines()]
    assert [(row["case"], row["status"]) for row in told] == [
        ("c-1", "stop"),
        ("c-2", "invalid"),
        ("line 3", "stop"),
        ("c-1", "stop"),
    ]


@pytest.mark.parametrize(
    "content",
    ['[borrower]\nname = "我不想活了"\n', 'note = "日子还过得下去"\n', "# 说明：note 里随便写\n[[debts\n"],
)
def test_a_name_or_plain_words_leave_the_mistakes_to_be_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "case.toml").write_text(content, encoding="utf-8")
    ran = run(tmp_path, "plan", "case.toml")
    assert (ran.code, ran.out) == (3, "")
    assert "case.toml" in ran.err
