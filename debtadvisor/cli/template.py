"""``template``: a blank case to fill in, as TOML, JSON, a CSV header, or the JSON Schema."""

from enum import StrEnum
from typing import Annotated

import typer

from debtadvisor.cli import options as o


class Blank(StrEnum):
    """What to print."""

    TOML = "toml"
    JSON = "json"
    CSV = "csv"
    CASE_SCHEMA = "case-schema"
    PLAN_SCHEMA = "plan-schema"
    SCHEDULE_SCHEMA = "schedule-schema"
    OFFER_SCHEMA = "offer-schema"
    LETTER_SCHEMA = "letter-schema"
    RATE_SCHEMA = "rate-schema"
    ARREARS_SCHEMA = "arrears-schema"
    LOG_SCHEMA = "log-schema"
    REHEARSE_SCHEMA = "rehearse-schema"
    AGAINST_SCHEMA = "against-schema"
    LEARN_SCHEMA = "learn-schema"
    QUESTIONS_SCHEMA = "questions-schema"


def template(
    format_: Annotated[Blank, typer.Option("--format", "-f", help="哪一种 / which one")] = Blank.TOML,
    output: o.Output = None,
) -> None:
    """打印空白案情文件 / print a blank case, a CSV header or a JSON Schema."""
    from debtadvisor.cli.page import Page

    Page(lang=None, output=output).write(blank(format_))


def blank(which: Blank) -> str:
    """The text of that blank."""
    from debtadvisor.bundled import bundled
    from debtadvisor.intake import template as made

    if which is Blank.TOML:
        return made.template_toml()
    if which is Blank.JSON:
        return made.template_json()
    if which is Blank.CSV:
        return made.template_csv()
    name = which.value.replace("-schema", ".schema.json")
    return (bundled(f"schemas/{name}") or b"").decode("utf-8")
