"""The golden pages: every bundled example as Markdown in both languages, its scripts, and its JSON.

`python -m tests.goldens` writes them anew; read the difference like code before it is committed. The numbers in them
are proved elsewhere: these files hold the pages, so that a change of words or order is seen in review.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from debtadvisor.core.letters.build import letter
from debtadvisor.core.letters.model import LetterKind, OrderGround
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import Plan
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.script.build import scripts
from debtadvisor.intake.book import load_book
from debtadvisor.intake.build import case_from
from debtadvisor.intake.files import answers_of
from debtadvisor.intake.lender_names import lender_names
from debtadvisor.output.document import to_json
from debtadvisor.output.layout import layout
from debtadvisor.output.letter.page import letter_report
from debtadvisor.output.markdown import to_markdown
from debtadvisor.output.plan.export import plan_document
from debtadvisor.output.plan.page import plan_report
from debtadvisor.output.script.page import script_report
from debtadvisor.output.terminal import plain
from debtadvisor.text.catalogue import LANGUAGES, Catalogue
from tests.pack_cases import pack_pages

FOLDER = Path(__file__).parent / "cases"
EXAMPLES = ("demo", "deficit", "held", "tight", "ahead", "court", "self_harm")
TODAY = date(2026, 11, 21)


@lru_cache(maxsize=1)
def book() -> PolicyBook:
    return load_book()


def pages(name: str) -> Iterator[tuple[str, str]]:
    """The golden files of one example: file name and text."""
    content = (files("debtadvisor") / "examples" / f"{name}.toml").read_bytes()
    case = case_from(answers_of(content, name), lender_names(book()), TODAY)
    plan = build_plan(case, book())
    packs = scripts(plan, book()) if isinstance(plan, Plan) else ()
    yield f"{name}.json", to_json(plan_document(plan, packs))
    for lang in LANGUAGES:
        words = Catalogue(lang)
        report = plan_report(plan, packs, book(), words)
        yield f"{name}.{lang}.md", to_markdown(report)
        if packs:
            yield f"{name}.script.{lang}.md", to_markdown(script_report(plan, packs, book(), words))
        if lang == "zh":
            yield f"{name}.{lang}.40.txt", plain(layout(report, 40))


# What the log of the case holds where a letter follows from it.
_ASKED: Mapping[str, object] = {"kind": "contact", "on": date(2026, 11, 4), "channel": "phone", "outgoing": True}
_MISSED: Mapping[str, object] = {
    "kind": "agreement",
    "on": date(2026, 10, 16),
    "debt": "card",
    "agreement": {"form": "written", "first": date(2026, 10, 18), "monthly": 700, "count": 36, "grace_days": 5},
}
_ON_PAPER: Mapping[str, object] = {
    "kind": "agreement",
    "on": date(2026, 11, 16),
    "debt": "card",
    "ticket": "ZX-1116",
    "agreement": {
        "form": "written",
        "first": date(2026, 12, 18),
        "monthly": 700,
        "count": 36,
        "waived": 327,
        "pay_to": "official",
        "paper": ["parties", "contract_number", "schedule", "account", "release", "collection_stops", "duties", "seal"],
    },
}
LETTERS: Mapping[str, tuple[str, str, LetterKind, Mapping[str, object]]] = {
    "card.instalment_plan": ("demo", "card", LetterKind.INSTALMENT_PLAN, {}),
    "unknown-app.statement": ("held", "unknown-app", LetterKind.STATEMENT, {"name": "周静"}),
    "jiebei.supervisor_complaint": ("held", "jiebei", LetterKind.SUPERVISOR_COMPLAINT, {"name": "周静"}),
    "jiebei.payment_order_objection": (
        "demo",
        "jiebei",
        LetterKind.PAYMENT_ORDER_OBJECTION,
        {"events": [{"kind": "payment_order", "on": date(2026, 11, 16), "debt": "jiebei"}]},
    ),
    "card.catch_up": (
        "demo",
        "card",
        LetterKind.CATCH_UP,
        {"events": [_MISSED, {"kind": "payment", "on": date(2026, 10, 18), "debt": "card", "amount": 700}]},
    ),
    "card.complete_agreement": (
        "demo",
        "card",
        LetterKind.COMPLETE_AGREEMENT,
        {"events": [_ON_PAPER]},
    ),
    "jiebei.no_reply": (
        "demo",
        "jiebei",
        LetterKind.NO_REPLY,
        {
            "events": [
                {**_ASKED, "debt": "jiebei", "who": "6021 号客服", "ticket": "GD-1108", "promised": "七天内回电"}
                | {"next_date": date(2026, 11, 11)}
            ]
        },
    ),
    "card.part_accepted": (
        "demo",
        "card",
        LetterKind.PART_ACCEPTED,
        {
            "events": [
                {**_ASKED, "debt": "card", "ticket": "8123"},
                {"kind": "contact", "on": date(2026, 11, 12), "channel": "phone", "debt": "card"}
                | {"outcome": "part_accepted", "promised": "可以分期，违约金不减"},
            ]
        },
    ),
}


def letters() -> Iterator[tuple[str, str]]:
    """The golden letters: file name and text."""
    for name, (from_example, debt, kind, more) in LETTERS.items():
        content = (files("debtadvisor") / "examples" / f"{from_example}.toml").read_bytes()
        answers = dict(answers_of(content, from_example))
        borrower = answers["borrower"]
        assert isinstance(borrower, dict)
        answers["borrower"] = {**borrower, "name": more.get("name", borrower.get("name"))}
        answers["events"] = more.get("events", answers.get("events", []))
        plan = build_plan(case_from(answers, lender_names(book()), TODAY), book())
        assert isinstance(plan, Plan)
        made = letter(kind, plan, book(), debt, (OrderGround.PAID_NOT_CREDITED,))
        yield f"{name}.zh.md", to_markdown(letter_report(made, plan, book(), Catalogue("zh")))


def write() -> None:
    """Writes every golden file anew."""
    for file, text in letters():
        (FOLDER / "letters" / file).write_text(text, encoding="utf-8")
    (FOLDER / "packs").mkdir(exist_ok=True)
    for file, text in pack_pages():
        (FOLDER / "packs" / file).write_text(text, encoding="utf-8")
    for name in EXAMPLES:
        for file, text in pages(name):
            (FOLDER / file).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
