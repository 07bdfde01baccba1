"""How free text is read, and the cards: every finding has its words in both languages, and none says too much."""

import re
import tomllib
from importlib.resources import files

import pytest

from debtadvisor.core.plan.build import LATER_CODES
from debtadvisor.core.triage.assess import CODES
from debtadvisor.core.triage.folding import chinese, latin
from debtadvisor.core.triage.phrases import SELF_HARM, TOPICS, TOPICS_LATIN
from debtadvisor.core.triage.reading import speaks_of_self_harm, topics
from debtadvisor.core.triage.table import TABLE

# Findings that the statement makes have their cards in the same catalogue.
COURT = {"court_summons", "court_payment_order", "court_judgment", "court_enforcement", "court_arbitration"}


@pytest.mark.parametrize(
    "text",
    [
        "活不下去",
        "我真的活不下去了",
        "不想活了",
        "想死",
        "自杀",
        "轻生",
        "结束生命",
        "了结自己",
        "跳楼",
        "割腕",
        "遗书",
        "死了算了",
        "一了百了",
        "没有活路",
        "這樣下去我活不下去",
        "想自殺",
        "輕生",
        "跳樓",
        "寫好遺書",
        "沒有活路了",
        "燒炭",
        "了結自己",
        "結束生命",
        "活唔落去",
        "活不下去(huó bú xià qù)",
        "活(huó)不(bú)下(xià)去(qù)",
        "活 不 下 去",
        "活\u200b不\u200b下\u200b去",
        "活。不。下。去",
        "自（zì）杀（shā）",
        "自sha",
        "zì shā zisha",
        "huo bu xia qu",
        "I want to kill myself",
        "ＫＩＬＬ　ＭＹＳＥＬＦ",
        "thinking about suicide.",
        "End my life",
        "I don't want to live",
        "没有想自杀",
        "我还活得下去",
        "不想死",
    ],
)
def test_words_of_self_harm_are_heard_however_they_are_written(text: str) -> None:
    assert speaks_of_self_harm(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "打死也不借了",
        "孩子想死你了",
        "不想活动",
        "跳楼价买的手机",
        "这家暴力催收",
        "父亲死了好几年",
        "每天喝药治病",
        "生意撑不下去，店关了",
        "凭死亡证明办理",
        "可以死亡证明办理",
        "还不上了，想延期",
        "I cannot pay this month",
    ],
)
def test_everyday_words_do_not_stop_a_case(text: str) -> None:
    assert not speaks_of_self_harm(text)


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("收到法院传票", "收到法院傳票"),
        ("给朋友担保", "給朋友擔保"),
        ("账户被冻结", "賬戶被凍結"),
        ("被骗刷单", "被騙刷單"),
        ("征信修复", "徵信修復"),
        ("停息挂账", "停息掛帳"),
        ("老公的网贷", "老公的網貸"),
        ("以贷养贷", "以貸養貸"),
        ("网络仲裁通知", "網絡仲裁通知"),
        ("经侦打电话", "經偵打電話"),
        ("没钱买药", "沒錢買藥"),
        ("医美贷", "醫美貸"),
        ("债权转让", "債權轉讓"),
        ("拖欠工资", "拖欠工資"),
        ("威胁我家人", "威脅我家人"),
        ("要来拖车", "要來拖車"),
        ("会员费和担保费", "會員費和擔保費"),
        ("强制执行", "強制執行"),
        ("怀孕", "懷孕"),
        ("口头承诺", "口頭承諾"),
    ],
)
def test_traditional_characters_read_like_simplified_ones(simplified: str, traditional: str) -> None:
    assert topics(traditional) == topics(simplified)
    assert topics(simplified)


def test_the_payment_order_has_its_other_name() -> None:
    assert topics("收到支付命令") == topics("收到支付令") == ("court_payment_order",)


def test_full_width_and_bracketed_pinyin_are_folded() -> None:
    assert chinese("传（chuán）票（piào）Ａ１") == "传票"
    assert latin("ＭＹ　Ｓｕｍｍｏｎｓ！") == " my summons "
    assert latin("没有字母") == ""


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("没有担保", ()),
        ("没赌博", ()),
        ("不是冒名", ()),
        ("没有找过中介协商", ()),
        ("有没有担保我也不清楚", ("ask_guarantee",)),
        ("是不是被骗了", ("ask_fraud",)),
        ("没收到传票", ()),
        ("怕被起诉", ()),
        ("担心会被强制执行", ()),
        ("离婚判决里写了抚养费", ()),
        ("还没开庭", ("court_summons",)),
        ("没去开庭", ("court_summons",)),
        ("已经起诉了", ("court_summons",)),
        ("申请了劳动仲裁", ("unpaid_wages",)),
        ("额度被冻结", ()),
        ("他打我电话", ()),
        ("孩子是大学生", ()),
        ("担保费太高", ("side_fees",)),
        ("担保公司代偿", ("ask_creditor",)),
        ("某某融资担保有限公司", ()),
    ],
)
def test_a_plain_no_and_another_matter_are_told_apart(text: str, codes: tuple[str, ...]) -> None:
    assert topics(text) == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I received a summons", "court_summons"),
        ("My husband's loan", "ask_spouse"),
        ("I am pregnant.", "pregnant"),
        ("victim of a SCAM", "ask_fraud"),
        ("domestic violence", "coerced"),
    ],
)
def test_english_notes_are_read_too(text: str, code: str) -> None:
    assert topics(text) == (code,)


def test_every_topic_is_a_finding() -> None:
    assert {*TOPICS, *TOPICS_LATIN} - COURT <= set(CODES)


@pytest.mark.parametrize("code", list(TOPICS))
def test_every_pattern_of_a_topic_compiles_and_is_folded_already(code: str) -> None:
    for pattern in TOPICS[code].split():
        re.compile(pattern)
        letters = "".join(re.findall(r"[\u3400-\u9fff]", pattern))
        assert chinese(letters) == letters


def test_patterns_of_self_harm_are_folded_already() -> None:
    letters = "".join(re.findall(r"[\u3400-\u9fff]", SELF_HARM))
    assert chinese(letters) == letters


# --- cards ---------------------------------------------------------------------------------------------------------


def catalogue(lang: str, name: str) -> dict[str, dict[str, object]]:
    path = files("debtadvisor") / "text" / lang / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def everything(table: object) -> list[str]:
    if isinstance(table, str):
        return [table]
    if isinstance(table, dict):
        return [text for value in table.values() for text in everything(value)]
    return [text for value in table for text in everything(value)] if isinstance(table, list) else []


def placeholders(table: object) -> set[str]:
    return {name for text in everything(table) for name in re.findall(r"\$\{?(\w+)", text)}


ZH, EN = catalogue("zh", "triage"), catalogue("en", "triage")
ZH_SITUATIONS, EN_SITUATIONS = catalogue("zh", "situations"), catalogue("en", "situations")


@pytest.mark.parametrize("cards", [ZH, EN], ids=["zh", "en"])
def test_every_finding_has_a_card_and_every_card_a_finding(cards: dict[str, dict[str, object]]) -> None:
    assert set(CODES) <= set(cards)
    assert set(cards) == {*CODES, *LATER_CODES}


@pytest.mark.parametrize("code", list(ZH))
def test_a_card_has_the_same_parts_in_both_languages(code: str) -> None:
    zh, en = ZH[code], EN[code]
    assert set(zh) == set(en)
    assert {"title", "body", "do", "dont"} <= set(zh) <= {"title", "body", "do", "dont", "say"}
    assert placeholders(zh) == placeholders(en)
    for part in ("do", "dont"):
        assert len(everything(zh[part])) == len(everything(en[part])) > 0


# What each finding fills besides `debt` and `deadline`.
FILLED = {
    "payment_order": {"served", "last_day", "weekend"},
    "payment_order_late": {"served", "last_day", "weekend"},
    "judgment": {"served", "last_day", "weekend"},
    "judgment_final": {"served", "last_day", "weekend"},
    "summons": {"served", "defence", "weekend", "hearing"},
    "hearing_passed": {"served", "defence", "weekend", "hearing"},
    "summons_undated": {"served", "defence", "weekend"},
    "card_lawyer": {"first_demand", "second_demand"},
    "confirmation_without_effect": {"finding"},
    "agreement_missed": {"since", "short"},
}


@pytest.mark.parametrize("code", CODES)
def test_a_card_asks_only_for_what_its_finding_fills(code: str) -> None:
    assert placeholders(ZH[code]) <= FILLED.get(code, set())


@pytest.mark.parametrize("number", range(1, 29))
def test_every_situation_is_told_in_both_languages(number: int) -> None:
    zh, en = ZH_SITUATIONS[f"n{number}"], EN_SITUATIONS[f"n{number}"]
    # `articles` marks the one that names articles which the book does not hold.
    assert set(zh) == set(en)
    assert set(zh) - {"articles"} == {"title", "level", "special", "do", "dont", "say", "if_true", "rules"}
    for part in ("level", "if_true", "rules"):
        assert zh[part] == en[part]
    assert zh["level"] in ("stop", "hold", "flag")
    assert placeholders(zh) == placeholders(en) == set()


def test_there_are_28_situations_and_the_table_points_to_each() -> None:
    numbers = [f"n{number}" for number in range(1, 29)]
    assert list(ZH_SITUATIONS) == list(EN_SITUATIONS) == numbers
    assert {row.situation for row in TABLE.values()} == set(range(29))


@pytest.mark.parametrize("code", [code for code in CODES if "调解书" in "".join(everything(ZH[code]))])
def test_a_card_that_speaks_of_a_court_settlement_rests_on_the_text_about_it(code: str) -> None:
    assert "court-settlement-247" in TABLE[code].rules


PRINTABLE = {"12356", "12348", "12368", "12378", "12363", "12345", "12315", "96110"}
ALL_WORDS = [text for table in (ZH, EN, ZH_SITUATIONS, EN_SITUATIONS) for text in everything(table)]


def test_only_confirmed_phone_numbers_are_printed() -> None:
    assert {number for text in ALL_WORDS for number in re.findall(r"(?<![\d-])\d{5}(?!\d)", text)} <= PRINTABLE
    assert not [text for text in ALL_WORDS if re.search(r"(?<!\d)\d{7,}(?!\d)|95\d{3}", text)]


def test_no_card_leaves_a_gap_for_a_figure() -> None:
    assert not [text for text in ALL_WORDS if re.search(r"(?<![A-Za-z])[XYN](?![A-Za-z])", text)]


@pytest.mark.parametrize(
    "claim",
    [
        "第七十条",
        "第70条",
        "article 70",
        "LPR",
        "4 x",
        "四倍",
        "24%",
        "36%",
        "停止催收义务",
        "必须同意",
        "must agree",
        "坐牢",
        "老赖",
        "deadbeat",
    ],
)
def test_no_card_makes_a_claim_out_of_scope_or_an_alarm(claim: str) -> None:
    assert not [text for text in ALL_WORDS if claim.lower() in text.lower()]


@pytest.mark.parametrize("cards", [ZH, EN], ids=["zh", "en"])
def test_the_self_harm_card_gives_the_three_numbers_and_no_word_of_amounts(cards: dict[str, dict[str, object]]) -> None:
    text = " ".join(everything(cards["self_harm"]))
    assert all(number in text for number in ("12356", "110", "120"))
    assert not re.search(r"[元%￥¥]|yuan|score|评分|等级|[0-9]+ ?分", text)


@pytest.mark.parametrize("cards", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("code", ["summons", "summons_undated", "judgment", "payment_order", "payment_order_late"])
def test_court_cards_name_free_legal_help(cards: dict[str, dict[str, object]], code: str) -> None:
    assert "12348" in " ".join(everything(cards[code]))


def test_the_payment_order_card_says_that_inability_is_no_objection() -> None:
    assert "不算异议" in str(ZH["payment_order"]["body"])
    assert "is no objection" in str(EN["payment_order"]["body"])


def test_the_card_for_the_lawyer_says_that_intent_is_needed_and_only_principal_counts() -> None:
    for code in ("card_lawyer", "card_risk_early"):
        assert "非法占有的目的" in str(ZH[code]["body"])
        assert "只算本金" in str(ZH[code]["body"])
        assert "intent" in str(EN[code]["body"])
        assert "principal only" in str(EN[code]["body"])


@pytest.mark.parametrize("code", ["many_calls", "many_dials", "night_contact"])
def test_limits_on_calls_are_not_called_law(code: str) -> None:
    assert "不是法律" in str(ZH[code]["body"])
    assert "not law" in str(EN[code]["body"])


def test_chinese_cards_use_full_width_marks() -> None:
    texts = everything(ZH) + everything(ZH_SITUATIONS)
    assert not [text for text in texts if re.search(r"[\u4e00-\u9fff][,;:!?]|[,;:!?][\u4e00-\u9fff]", text)]
