"""The blank case: the normative list of keys, each with what it means, how it is written and an example.

Lines that start with ``#`` and a letter or bracket are examples to switch on by deleting the ``#``; the others are
explanations. The lines already on make a valid case, and so do all of them together; a test says so.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator

from debtadvisor.intake.columns import header
from debtadvisor.intake.fields import CASE, Field, Kind, Section
from debtadvisor.intake.files import case_json, exact
from debtadvisor.text.catalogue import Catalogue

_WIDTH = 96

# TOML source of an example for each key. A `*` marks a line that is on in the blank case.
_EXAMPLES = {
    "case.id": '*"my-case"',
    "case.as_of": "2026-11-21",
    "case.note": '"想先把最急的弄清楚。"',
    "borrower.kind": '*"individual"',
    "borrower.name": '"小李"',
    "borrower.city": '"杭州"',
    "borrower.age": "34",
    "borrower.safe": "true",
    "borrower.circumstances": '["migrant"]',
    "household.adults": "*1",
    "household.children": "*0",
    "household.living_floor": "1100",
    "household.food_provided": "false",
    "household.reserve": "200",
    "incomes.source": '*"wage"',
    "incomes.amount": "*6200",
    "incomes.every": '"month"',
    "incomes.day": "*10",
    "incomes.start": "2026-12-10",
    "incomes.end": "2027-12-10",
    "incomes.pot": '"household"',
    "incomes.note": '"底薪加提成"',
    "spending.heading": '*"food"',
    "spending.amount": "*1500",
    "spending.every": '"month"',
    "spending.start": "2026-12-01",
    "spending.end": "2027-12-01",
    "spending.pot": '"household"',
    "spending.note": '"孩子喝奶粉"',
    "assets.kind": '"cash"',
    "assets.value": "1000",
    "assets.for_debts": "300",
    "assets.available": "2026-12-01",
    "assets.pot": '"household"',
    "assets.note": '"微信零钱"',
    "hardship.causes": '["wage_cut"]',
    "hardship.since": "2026-08-01",
    "hardship.until": "2027-06-30",
    "hardship.proof": '["wage_slips", "bank_flow"]',
    "hardship.note": '"公司减薪三成。"',
    "debts.id": '*"huabei"',
    "debts.lender": '*"花呗"',
    "debts.name": '"花呗账单分期"',
    "debts.product": '"pay_later"',
    "debts.purpose": '"household"',
    "debts.principal": "*8632.17",
    "debts.interest_owed": "0",
    "debts.penalty_owed": '"unknown"',
    "debts.fees_owed": "{ low = 0, high = 50 }",
    "debts.rate": '*"0.05%/日"',
    "debts.method": '*"level_payment"',
    "debts.original": "12000",
    "debts.instalment": "812.50",
    "debts.instalments_left": "*11",
    "debts.arrears": "812.50",
    "debts.due_day": "*9",
    "debts.next_due": "2026-12-09",
    "debts.overdue_since": "2026-11-09",
    "debts.contract_date": "2025-10-09",
    "debts.last_payment": "2026-10-09",
    "debts.last_demand": "2026-11-18",
    "debts.accelerated": "false",
    "debts.assigned_to": '""',
    "debts.security": '"none"',
    "debts.guarantor": '"none"',
    "debts.disputed": "false",
    "debts.circumstances": '["still_used"]',
    "debts.note": '"客服说可以再打电话问。"',
    "debts.monthly_fee": "15",
    "promotion.rate": '"0.02%/日"',
    "promotion.until": "2027-03-31",
    "minimum.share": '"10%"',
    "minimum.floor": "100",
    "written_offer.amount": "6000",
    "written_offer.until": "2026-12-31",
    "events.kind": '"contact"',
    "events.on": "2026-11-18",
    "events.debt": '"huabei"',
    "events.channel": '"phone"',
    "events.outgoing": "false",
    "events.who": '"工号 1024"',
    "events.ticket": '"GD20261118001"',
    "events.said": '"说系统不支持分期。"',
    "events.promised": '"三个工作日内回电。"',
    "events.next_date": "2026-11-25",
    "events.outcome": '"pending"',
    "events.count": "4",
    "events.hour": "21",
    "events.answered": "true",
    "events.hearing": "2026-12-20",
    "events.small_claim": "false",
    "events.effective": "false",
    "events.frozen_by": '"unknown"',
    "agreement.form": '"written"',
    "agreement.first": "2026-12-25",
    "agreement.monthly": "800",
    "agreement.count": "12",
    "agreement.down": "0",
    "agreement.last": "795.50",
    "agreement.waived": "300",
    "agreement.pay_to": '"official"',
    "agreement.paper": '["schedule", "waiver", "account"]',
    "agreement.late": '["waiver_lost"]',
    "agreement.grace_days": "3",
    "payments.on": "2026-12-25",
    "payments.amount": "800",
    "events.note": '"说要上门。"',
    "confirmations.finding": '"disputed"',
    "confirmations.debt": '"huabei"',
    "confirmations.by": '"王律师"',
    "confirmations.on": "2026-11-20",
    "confirmations.why": '"看过合同，数额没有问题。"',
    "goals.keep": '"孩子不转学"',
    "goals.token": "50",
    "goals.token_from": '"leisure"',
    "goals.order": '["huabei"]',
    "goals.keep_left": "true",
}
# Rows beside the first event: what only a payment, and only an agreement, has.
_PAYMENT = ("#[[events]]", '#kind = "payment"', "#on = 2026-11-20", '#debt = "huabei"', "#amount = 812.50")
_AGREED = ("#[[events]]", '#kind = "agreement"', "#on = 2026-11-21", '#debt = "huabei"')
# Lines of spending beside the first, so that the blank case has a household that can live.
_MORE_SPENDING = (("rent", 1300), ("utilities", 160), ("phone", 80), ("transport", 200), ("medical", 100))


def template_toml(catalogue: Catalogue | None = None) -> str:
    """A commented blank case, in Chinese unless another catalogue is given; valid as it stands."""
    catalogue = catalogue or Catalogue("zh")
    lines = [f"# {line}" for line in catalogue.lines("wizard", "template.opening")]
    lines += ["", "schema = 1", *_fields(CASE, catalogue)]
    for field in CASE.fields:
        if field.parts is not None:
            lines += ["", *_table(field, catalogue)]
    return "\n".join(lines) + "\n"


def _table(field: Field, catalogue: Catalogue) -> Iterator[str]:
    section = field.section
    bracket = f"[[{section.name}]]" if field.kind is Kind.TABLES else f"[{section.name}]"
    on = any(_example(section, one).startswith("*") for one in section.fields)
    yield f"# ==== {catalogue.say('fields', f'sections.{section.name}')} ===="
    yield from _wrapped(catalogue.say("fields", f"case.{field.key}.help"))
    yield bracket if on else f"#{bracket}"
    yield from _fields(section, catalogue)
    if section.name == "events":
        yield from ("", f"# {catalogue.word('event_kind', 'payment')}", *_PAYMENT)
        yield from ("", f"# {catalogue.word('event_kind', 'agreement')}", *_AGREED)
    yield from _inner(section, section.name, catalogue)
    if section.name == "spending":
        for heading, yuan in _MORE_SPENDING:
            yield from ("", "[[spending]]", f'heading = "{heading}"', f"amount = {yuan}")
    if section.name == "debts":
        yield from ("", f"# {catalogue.say('wizard', 'template.other_lender')}", "#[[debts]]", '#id = "card"')
        yield from ('#kind = "bank_credit_card"', '#name = "工资卡那家银行的信用卡"', '#product = "credit_card"')
        yield from ('#principal = "2.3万"', '#rate = "18%"', '#method = "revolving"', "#due_day = 25")


def _inner(section: Section, place: str, catalogue: Catalogue) -> Iterator[str]:
    """The tables inside a row, all of them off."""
    for inner in section.fields:
        if inner.parts is not None and place != CASE.name:
            where = f"{place}.{inner.key}"
            yield ""
            yield f"# {catalogue.say('fields', f'{section.name}.{inner.key}.prompt')}"
            yield f"#[[{where}]]" if inner.kind is Kind.TABLES else f"#[{where}]"
            yield from _fields(inner.section, catalogue)
            yield from _inner(inner.section, where, catalogue)


def _fields(section: Section, catalogue: Catalogue) -> Iterator[str]:
    for field in section.fields:
        if field.parts is None:
            yield ""
            yield from _explained(section, field, catalogue)
            example = _example(section, field)
            if example:
                on = example.startswith("*")
                yield f"{'' if on else '#'}{field.key} = {example.removeprefix('*')}"


def _example(section: Section, field: Field) -> str:
    return _EXAMPLES.get(f"{section.name}.{field.key}", "")


def _explained(section: Section, field: Field, catalogue: Catalogue) -> Iterator[str]:
    """Meaning, way of writing and codes of one field, as comment lines."""
    name = f"{section.name}.{field.key}"
    stop, space = ("。", "") if catalogue.lang == "zh" else (".", " ")
    kind = catalogue.say("fields", f"kinds.{field.kind.value}")
    must = f"{catalogue.say('fields', 'kinds.required')}{stop}{space}" if field.required else ""
    prompt, more = catalogue.say("fields", f"{name}.prompt"), catalogue.say("fields", f"{name}.help")
    yield from _wrapped(f"{field.key}{'：' if stop == '。' else ': '}{prompt}{stop}{space}{must}{more}{space}[{kind}]")
    if field.choices is not None:
        words = [f"{code} {catalogue.word(field.code_group, code)}" for code in field.codes]
        comma = "，" if stop == "。" else ", "
        yield from _folded([word + comma for word in words[:-1]] + words[-1:], "#   ")


# A word of Latin letters or one other character, with the marks that must not begin a line.
_PIECE = re.compile(r"(?:[!-~]+|.)[，。、；：）！？]*")


def _wrapped(text: str) -> Iterator[str]:
    """The text in comment lines."""
    yield from _folded(_PIECE.findall(text), "# ")


def _folded(pieces: Iterable[str], indent: str) -> Iterator[str]:
    """The pieces in lines of at most `_WIDTH` columns; Chinese characters take two."""
    line = ""
    for piece in pieces:
        if line and _columns(indent + line + piece.rstrip()) > _WIDTH:
            yield f"{indent}{line.rstrip()}"
            line = ""
        line += piece if line else piece.lstrip()
    if line:
        yield f"{indent}{line.rstrip()}"


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def template_json() -> str:
    """The lines of the blank case that are on, as JSON."""
    return case_json(tomllib.loads(template_toml(), parse_float=exact))


def template_csv() -> str:
    """The header of a CSV of cases, one line. A row is a debt; rows that share `case_id` are one case."""
    return ",".join(header()) + "\n"
