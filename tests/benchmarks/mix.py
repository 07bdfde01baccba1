"""The bundled mix: the examples in turn, sums varied, so that no two cases are alike; four debts on average."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import cast

from debtadvisor.intake.book import load_book
from debtadvisor.intake.build import answers_from, case_from
from debtadvisor.intake.files import answers_of, case_json
from debtadvisor.intake.lender_names import lender_names

NAMES = ("demo", "held", "tight", "ahead", "deficit", "demo", "held", "tight", "ahead", "court")


def mixed(count: int) -> Iterator[str]:
    """That many JSON cases, one line each."""
    names = lender_names(load_book())
    whole = []
    for name in NAMES:
        content = (files("debtadvisor") / "examples" / f"{name}.toml").read_bytes()
        case = case_from(answers_of(content, name), names, date(2026, 11, 21))
        whole.append(json.loads(case_json(answers_from(case))))
    for n in range(count):
        answers = json.loads(json.dumps(whole[n % len(whole)]))
        answers["id"] = f"case-{n}"
        for debt in answers["debts"]:
            if isinstance(debt["principal"], (str, int, float)):
                debt["principal"] = str(Decimal(str(debt["principal"])) + n % 97)
        yield json.dumps(answers, ensure_ascii=False)


def write_mix(path: Path, count: int) -> float:
    """Writes them; returns the average number of debts."""
    debts = 0
    with path.open("w", encoding="utf-8") as stream:
        for line in mixed(count):
            debts += len(cast(list[object], json.loads(line)["debts"]))
            stream.write(line + "\n")
    return debts / count
