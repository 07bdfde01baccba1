"""Options that several commands share, each declared once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from debtadvisor.cli.complete import case_files, lender_names


class Format(StrEnum):
    """How a result is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def flag(name: str, metavar: str, words: str) -> object:
    """A flag that is read as text; what it means, and whether it will do, is `intake`'s."""
    return typer.Option(name, metavar=metavar, help=words, show_default=False)


def lender(words: str) -> object:
    """The flag for a lender of the policy book, by id or name; Tab knows them."""
    return typer.Option("--lender", metavar="NAME", help=words, show_default=False, autocompletion=lender_names)


class Language(StrEnum):
    """Which catalogue the words come from."""

    ZH = "zh"
    EN = "en"
    ZH_HANT = "zh-Hant"


def language(name: str) -> Language:
    """The language so called, also as a locale writes it: zh_TW, zh-HK.UTF-8, en_GB. Raises typer.BadParameter."""
    if (found := language_of(name)) is None:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(Language)}")
    return found


def language_of(name: str) -> Language | None:
    """The same; None for a language that there is no catalogue for."""
    tag = name.strip().partition(".")[0].partition("@")[0].replace("_", "-").casefold()
    first, *more = tag.split("-")
    if first == "zh":
        script = next((part for part in more if part in ("hans", "hant")), "")
        return Language.ZH_HANT if script == "hant" or (not script and _TRADITIONAL & {*more}) else Language.ZH
    return Language.EN if first == "en" else None


# Where Chinese is written in Traditional characters unless the name says otherwise.
_TRADITIONAL = {"tw", "hk", "mo"}


CaseFile = Annotated[
    str,
    typer.Argument(
        metavar="CASE", help="案情文件（TOML 或 JSON），- 读标准输入 / case file", autocompletion=case_files
    ),
]
Lang = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        envvar="DEBTADVISOR_LANG",
        parser=language,
        metavar="[zh|en|zh-Hant]",
        help="语言；默认中文；zh-Hant 是繁体 / language",
        show_default=False,
    ),
]
AsFormat = Annotated[Format, typer.Option("--format", "-f", help="输出格式 / output format")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="写入文件（仅本人可读）/ write to a private file"),
]
Policies = Annotated[
    Path | None,
    typer.Option("--policies", metavar="FILE", help="叠加在自带政策库上的文件 / rows laid over the bundled book"),
]
Plain = Annotated[bool, typer.Option("--plain", help="纯文本，无颜色 / plain text, no colour")]
Width = Annotated[
    int | None,
    typer.Option("--width", min=30, max=400, metavar="N", help="每行列数 / columns", show_default=False),
]
Strict = Annotated[bool, typer.Option("--strict", help="政策库有过期条目就停下 / fail on rows past their review date")]
