"""The Traditional catalogue is made from the Simplified one, says the same, and needs no converter to run."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from debtadvisor.cli.options import Language, language_of
from debtadvisor.core.triage.folding import chinese
from debtadvisor.core.triage.folding import simplified as folded_back
from debtadvisor.core.triage.phrases import SELF_HARM, TOPICS
from debtadvisor.intake.book import load_book
from debtadvisor.intake.lender_names import folded, lender_names
from debtadvisor.intake.units import amount_of, date_of, rate_of
from debtadvisor.text.catalogue import CATALOGUES, TRADITIONAL, Catalogue
from debtadvisor.text.traditional import traditional as shipped
from tests import traditional as made
from tests.running import example, run
from tests.strategies import AS_OF
from tests.test_case_errors import blanks

NAMES = sorted(path.stem for path in made.FROM.glob("*.toml"))


def test_the_catalogue_is_the_one_that_is_made_from_the_simplified_one() -> None:
    """After a change of a Chinese text: python -m tests.traditional."""
    found = {path: path.read_text(encoding="utf-8") for path in made.TO.glob("*.toml")}
    assert found == dict(made.catalogues())


def test_the_table_for_the_policy_book_is_the_one_that_is_made() -> None:
    assert made.TABLE.read_text(encoding="utf-8") == made.table()


@pytest.mark.parametrize("name", NAMES)
def test_every_language_has_the_same_sentences_with_the_same_blanks(name: str) -> None:
    """`report` differs between Chinese and English on purpose; Traditional follows Chinese everywhere."""
    tables = {
        folder: tomllib.loads((made.TEXT / folder / f"{name}.toml").read_text(encoding="utf-8"))
        for folder in CATALOGUES
    }
    assert blanks(tables["zh"]) == blanks(tables[TRADITIONAL])
    if name != "report":
        assert blanks(tables["zh"]) == blanks(tables["en"])


# What a person would write; the characters that have more than one Traditional form, each in both.
@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("征信修复，征收", "徵信修復，徵收"),
        ("只要一只手机", "只要一隻手機"),
        ("以后的后果", "以後的後果"),
        ("发卡行，发薪，理发", "發卡行，發薪，理髮"),
        ("若干意见，村干部，不要干扰", "若干意見，村幹部，不要干擾"),
        ("合同里、家里，十公里", "合同裡、家裡，十公里"),
        ("里面，书面，当面", "裡面，書面，當面"),
        ("平台，台州，这台电脑", "平台，台州，這台電腦"),
        ("标准，批准，准备，为准", "標準，批准，準備，為準"),
        ("复利，复核，答复，反复，恢复，复印", "複利，複核，答覆，反覆，恢復，複印"),
        ("系统，没关系，联系", "系統，沒關係，聯繫"),
        ("限制，复制，制度", "限制，複製，制度"),
        ("借呗，借据", "借唄，借據"),
        ("剩余本金，余额", "剩餘本金，餘額"),
        ("折算，打折", "折算，打折"),
        ("必须，范围", "必須，範圍"),
        ("才付得起，刚才", "才付得起，剛才"),
        ("剩几期", "剩幾期"),
        ("计划，划扣，划走，划算", "計劃，劃扣，划走，划算"),
        ("依据，凭据", "依據，憑據"),
        ("公布，发布，宣布", "公布，發布，宣布"),
        ("收支表，表示", "收支表，表示"),
        ("签字，签收", "簽字，簽收"),
        ("冲抵本金，冲突", "沖抵本金，衝突"),
        ("吃饭，为了，群里", "吃飯，為了，群裡"),
        ("老板，模板", "老闆，模板"),
        ("日历，病历", "日曆，病歷"),
        ("尽快，调尽", "儘快，調盡"),
        ("写明了，了解", "寫明了，瞭解"),
        ("一并，并且", "一併，並且"),
        ("注意，注册，备注", "注意，註冊，備註"),
        ("“属实才说”", "「屬實才說」"),
    ],
)
def test_characters_with_several_forms_are_written_as_a_reader_expects(text: str, written: str) -> None:
    assert made.traditional(text) == written


def test_no_text_is_lost_on_the_way() -> None:
    for text in made.corpus():
        assert made.simplified(made.traditional(text)) == made.simplified(text), text


# Characters that stand in Traditional writing too, beside another form of theirs.
BOTH = "吃群台只里准划制家干并才板核注系背布了云伙托折捆表采面游炮周"


def test_nothing_simplified_is_left() -> None:
    for path in made.TO.glob("*.toml"):
        for letter in set(path.read_text(encoding="utf-8")) - set(BOTH):
            assert not made.is_simplified(letter), f"{letter} in {path.name}"


def test_the_simplified_catalogue_holds_no_traditional_character() -> None:
    for path in made.FROM.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert made.simplified(text) == text, path.name


def test_the_shipped_table_writes_every_text_as_the_converter_does() -> None:
    assert [text for text in made.corpus() if shipped(text) != made.traditional(text)] == []


def test_a_name_that_the_table_has_never_seen_is_written_character_by_character() -> None:
    assert shipped("某某贷款公司 abc") == "某某貸款公司 abc"


# --- what is read back ------------------------------------------------------------------------------


def test_every_traditional_character_that_we_write_is_read_as_its_simplified_one() -> None:
    for text in made.corpus():
        assert folded_back(made.traditional(text)).translate(_QUOTES) == folded_back(text), text


_QUOTES = str.maketrans("「」『』", "“”‘’")


def test_every_lender_is_found_by_its_traditional_name() -> None:
    known = lender_names(load_book())
    for lender in load_book().lenders.values():
        for name in (lender.name.zh, *lender.aliases):
            assert known[folded(made.traditional(name))] == known[folded(name)]


def test_words_of_distress_and_of_law_are_heard_in_traditional_characters() -> None:
    for phrases in (SELF_HARM, *TOPICS.values()):
        for phrase in phrases.split():
            assert chinese(made.traditional(phrase)) == chinese(phrase)


@pytest.mark.parametrize(
    ("simple", "other"),
    [("3.2万元", "３.２萬(wàn)圓"), ("1亿", "1億"), ("500块", "500塊"), ("3千到5千", "３千至５千")],
)
def test_sums_are_read_in_traditional_and_full_width(simple: str, other: str) -> None:
    from debtadvisor.intake.units import amount_range_of

    assert amount_range_of(other) == amount_range_of(simple)


@pytest.mark.parametrize(
    ("simple", "other"),
    [
        ("月费率0.6%", "月費率０.６％"),
        ("日万五", "日萬五"),
        ("年利率18%", "年利率(niánlìlǜ)18%"),
        ("每期手续费率0.5%", "每期手續費率0.5%"),
        ("月息八厘", "月息八釐"),
    ],
)
def test_rates_are_read_in_traditional_and_full_width(simple: str, other: str) -> None:
    assert rate_of(other) == rate_of(simple)


@pytest.mark.parametrize(
    ("simple", "other"),
    [
        ("逾期40天", "逾期４０天"),
        ("3个月前", "3個月前"),
        ("9号", "９號"),
        ("后天", "後天"),
        ("2026年12月9日", "２０２６年１２月９日"),
    ],
)
def test_dates_are_read_in_traditional_and_full_width(simple: str, other: str) -> None:
    assert date_of(other, AS_OF) == date_of(simple, AS_OF)


def test_a_sum_with_pinyin_beside_it_is_read() -> None:
    assert amount_of("8632元(yuán)") == amount_of("8632元")


# --- the pages --------------------------------------------------------------------------------------

NAMED = [
    ("zh", Language.ZH),
    ("zh_CN.UTF-8", Language.ZH),
    ("zh-Hans", Language.ZH),
    ("zh-Hans-HK", Language.ZH),
    ("zh-Hant", Language.ZH_HANT),
    ("ZH-HANT", Language.ZH_HANT),
    ("zh_TW.UTF-8", Language.ZH_HANT),
    ("zh-HK", Language.ZH_HANT),
    ("zh_MO", Language.ZH_HANT),
    ("en", Language.EN),
    ("en_GB.UTF-8", Language.EN),
    ("fr", None),
    ("C.UTF-8", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "language"), NAMED)
def test_a_language_is_known_by_its_name_and_by_its_locales(name: str, language: Language | None) -> None:
    assert language_of(name) is language


def test_the_language_is_asked_for_by_option_environment_or_locale(tmp_path: Path) -> None:
    pages = [
        run(tmp_path, "learn", "--lang", "zh-Hant"),
        run(tmp_path, "learn", env={"DEBTADVISOR_LANG": "zh_TW"}),
        run(tmp_path, "learn", env={"LANG": "zh_HK.UTF-8"}),
    ]
    assert len({page.out for page in pages}) == 1
    assert "徵信" in pages[0].out
    told = run(tmp_path, "plan", "gone.toml", env={"DEBTADVISOR_LANG": "zh-HK"})
    assert (told.code, "找不到這個文件" in told.err) == (2, True)


def left_simplified(page: str, own: str) -> set[str]:
    """Characters of the page that its Traditional form would not have, but for addresses and what the person wrote."""
    page = re.sub(r"https?\\?://\S+", "", page)
    return {letter for letter in page if letter not in BOTH + own and made.is_simplified(letter)}


def test_a_plan_is_in_traditional_characters_but_for_what_the_person_wrote(tmp_path: Path) -> None:
    case = example("demo")
    (tmp_path / "demo.toml").write_text(case, encoding="utf-8")
    words = ("plan", "demo.toml", "--details", "--explain", "--format", "markdown")
    simple, page = run(tmp_path, *words), run(tmp_path, *words, "--lang", "zh-Hant")
    assert (page.code, page.err) == (simple.code, made.traditional(simple.err))
    assert left_simplified(page.out, case) == set()
    assert re.findall(r"[\d,.]+", page.out) == re.findall(r"[\d,.]+", simple.out)


def test_words_to_say_are_traditional_and_letters_stay_simplified(tmp_path: Path) -> None:
    (tmp_path / "demo.toml").write_text(example("demo"), encoding="utf-8")
    script = run(tmp_path, "script", "demo.toml", "--debt", "card", "--lang", "zh-Hant").out
    assert "想請您幫我申請個性化分期" in script
    letter = run(
        tmp_path, "script", "demo.toml", "--debt", "card", "--letter", "instalment_plan", "--lang", "zh-Hant"
    ).out
    sent, _, own = letter.partition(Catalogue(TRADITIONAL).word("letter_part", "own"))
    simple = run(tmp_path, "script", "demo.toml", "--debt", "card", "--letter", "instalment_plan").out
    assert simple.startswith(sent.rstrip("\n"))
    assert Catalogue(TRADITIONAL).say("letters", "page.in_simplified") in own


def test_the_document_for_programs_is_the_same_in_every_language(tmp_path: Path) -> None:
    simple = run(tmp_path, "demo", "--format", "json").out
    assert run(tmp_path, "demo", "--format", "json", "--lang", "zh-Hant").out == simple


def test_the_program_needs_no_converter() -> None:
    code = "import sys; sys.modules['opencc'] = None; sys.argv = ['debtadvisor', 'demo', '--lang', 'zh-Hant']\n"
    code += "from debtadvisor.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
