"""Telling packs as pages of 40 columns: who the lender is, how late the debt is, and where it is talked about.

The person, the household and the hardship are those of the example ``demo``; each case has one debt of its own. The
lists of sources are left out: they are long, and proved elsewhere.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files

from debtadvisor.core.codes import PackChannel
from debtadvisor.core.packs.build import packs
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import Plan
from debtadvisor.intake.book import load_book
from debtadvisor.intake.build import case_from
from debtadvisor.intake.files import answers_of
from debtadvisor.intake.lender_names import lender_names
from debtadvisor.output.blocks import Heading, Report
from debtadvisor.output.layout import layout
from debtadvisor.output.script.page import script_report
from debtadvisor.output.terminal import plain
from debtadvisor.text.catalogue import Catalogue

TODAY = date(2026, 11, 21)
WIDTH = 40

Answers = Mapping[str, object]

HUABEI: Answers = {
    "id": "huabei",
    "lender": "花呗",
    "product": "pay_later",
    "principal": "3632.17",
    "method": "revolving",
    "rate": "日万五",
    "next_due": date(2026, 12, 9),
}
SHOP: Answers = {
    "id": "shop",
    "lender": "网商贷",
    "product": "business_loan",
    "purpose": "business",
    "principal": 18000,
    "interest_owed": 210,
    "penalty_owed": "40.95",
    "rate": "12.6%",
    "method": "level_payment",
    "arrears": 1610,
    "instalment": 1610,
    "instalments_left": 11,
    "due_day": 8,
    "overdue_since": date(2026, 11, 8),
}
CARD: Answers = {
    "id": "card",
    "kind": "bank_credit_card",
    "product": "credit_card",
    "principal": 21800,
    "method": "revolving",
    "interest_owed": "1004.20",
    "penalty_owed": 0,
    "fees_owed": 327,
    "rate": "日万五",
    "due_day": 18,
    "overdue_since": date(2026, 9, 25),
}
BIG_CARD: Answers = {**CARD, "principal": 52000, "interest_owed": 3000, "overdue_since": date(2026, 7, 10)}
FINANCE: Answers = {
    "id": "finance",
    "lender": "zhaolian",
    "product": "cash_loan",
    "principal": 15000,
    "interest_owed": 500,
    "penalty_owed": 300,
    "rate": "23.4%",
    "method": "level_payment",
    "instalments_left": 10,
    "due_day": 5,
    "overdue_since": date(2026, 9, 5),
}
MICROLOAN: Answers = {
    **FINANCE,
    "id": "small",
    "lender": "",
    "kind": "microloan",
    "name": "快易小贷",
    "principal": 6000,
    "interest_owed": 100,
}
PERSON: Answers = {
    "id": "friend",
    "kind": "private_lending",
    "product": "private_loan",
    "principal": 20000,
    "rate": "24%",
    "interest_owed": 600,
    "penalty_owed": 0,
    "contract_date": date(2025, 6, 1),
    "method": "interest_only",
    "instalments_left": 6,
    "due_day": 5,
    "overdue_since": date(2026, 10, 5),
}
SOLD: Answers = {
    **FINANCE,
    "id": "sold",
    "principal": 8000,
    "assigned_to": "东湖资产管理有限公司",
    "overdue_since": date(2026, 2, 5),
}
PLATFORM: Answers = {
    **FINANCE,
    "id": "platform",
    "lender": "",
    "kind": "p2p_intermediary",
    "name": "甲贷",
    "contract_date": date(2019, 3, 1),
    "overdue_since": date(2026, 9, 5),
}
NOTICE = {"kind": "assignment_notice", "on": date(2026, 10, 12), "debt": "sold"}
ASKED = {
    "kind": "contact",
    "on": date(2026, 11, 3),
    "debt": "finance",
    "outgoing": True,
    "channel": "phone",
    "ticket": "A-20261103-17",
    "next_date": date(2026, 11, 13),
}
NIGHT = {"kind": "contact", "on": date(2026, 11, 17), "debt": "small", "hour": 23, "channel": "phone"}
SETTLED = {
    "kind": "agreement",
    "on": date(2026, 10, 16),
    "debt": "card",
    "agreement": {"form": "written", "first": date(2026, 10, 18), "monthly": 700, "count": 36},
}
PAID = {"kind": "payment", "on": date(2026, 10, 18), "debt": "card", "amount": 700}
PAID_AGAIN = {**PAID, "on": date(2026, 11, 18)}
UNKNOWN: Answers = {**MICROLOAN, "id": "unknown", "name": "一笔不认得的", "circumstances": ["not_recognised"]}
OLD: Answers = {**FINANCE, "id": "old", "overdue_since": date(2021, 3, 5)}

# Name of the page: the debt, the channel, what the log holds.
PAGES: Mapping[str, tuple[Answers, PackChannel, tuple[Answers, ...]]] = {
    "huabei-not-due.app": (HUABEI, PackChannel.APP, ()),
    "shop-m1.phone": (SHOP, PackChannel.PHONE, ()),
    "card-m2.written": (CARD, PackChannel.WRITTEN, ()),
    "card-agreed.phone": (CARD, PackChannel.PHONE, (SETTLED, PAID, PAID_AGAIN)),
    "card-missed.phone": (CARD, PackChannel.PHONE, (SETTLED, PAID)),
    "card-m4-50000.phone": (BIG_CARD, PackChannel.PHONE, ()),
    "finance-m3.complaint": (FINANCE, PackChannel.COMPLAINT, (ASKED,)),
    "finance-m3.court": (FINANCE, PackChannel.COURT, ()),
    "microloan.complaint": (MICROLOAN, PackChannel.COMPLAINT, (NIGHT,)),
    "microloan.collector": (MICROLOAN, PackChannel.COLLECTOR, (NIGHT,)),
    "platform.phone": (PLATFORM, PackChannel.PHONE, ()),
    "platform.collector": (PLATFORM, PackChannel.COLLECTOR, ()),
    "sold.court": (SOLD, PackChannel.COURT, (NOTICE,)),
    "sold.phone": (SOLD, PackChannel.PHONE, (NOTICE,)),
    "person.mediation": (PERSON, PackChannel.MEDIATION, ()),
    "unknown.collector": (UNKNOWN, PackChannel.COLLECTOR, ()),
    "old.written": (OLD, PackChannel.WRITTEN, ()),
}
# Read in English too: Chinese lines with their translation beside them.
ENGLISH = ("microloan.collector",)


def pack_pages() -> Iterator[tuple[str, str]]:
    """The golden packs: file name and text."""
    for name in PAGES:
        for lang in ("zh", "en") if name in ENGLISH else ("zh",):
            yield f"{name}.{lang}.txt", page(name, lang)


def page(name: str, lang: str) -> str:
    """One pack, without the sources."""
    debt, channel, events = PAGES[name]
    book, words = load_book(), Catalogue(lang)
    answers = dict(answers_of((files("debtadvisor") / "examples" / "demo.toml").read_bytes(), "demo"))
    answers["debts"] = [{key: one for key, one in debt.items() if one != ""}]
    answers["events"] = list(events)
    plan = build_plan(case_from(answers, lender_names(book), TODAY), book)
    assert isinstance(plan, Plan), name
    report = script_report(plan, packs(plan, book, channel), book, words, channel=channel)
    title = words.say("report", "sources.heading")
    end = next(n for n, block in enumerate(report.blocks) if block == Heading(2, title))
    return plain(layout(Report(lang, report.blocks[:end]), WIDTH))
