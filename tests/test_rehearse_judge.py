"""What typed words cross: each guardrail is tripped by what people say, and not by innocent sentences near it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtadvisor.core.codes import Cause, LenderKind, Proof
from debtadvisor.core.money import Money
from debtadvisor.core.rehearse.judge import judge
from debtadvisor.core.rehearse.model import Ground, Guardrail, Limits
from debtadvisor.core.rehearse.offered import Offer, offered
from debtadvisor.core.rehearse.phrases import PERSON, PROOF
from debtadvisor.intake.spoken import said

LIMITS = Limits(monthly=100_000, once=300_000)  # 1,000 yuan a month, 3,000 once
OPEN = Ground(
    kind=LenderKind.CONSUMER_FINANCE,
    limits=LIMITS,
    held=False,
    to_check=False,
    unsaid=frozenset(PERSON),
    unproven=frozenset(PROOF),
    grounds={"four_times_lpr": (), "article_70": (), "zero_interest": (), "over_24": ()},
)
CARD = replace(
    OPEN,
    kind=LenderKind.BANK_CREDIT_CARD,
    grounds={"four_times_lpr": (), "article_70_right": (), "zero_interest": (), "over_24": ()},
)
PRIVATE = replace(OPEN, kind=LenderKind.PRIVATE_LENDING, grounds={"article_70": (), "zero_interest": (), "over_24": ()})
HELD = replace(OPEN, held=True, limits=Limits(monthly=0, once=0))
TO_CHECK = replace(HELD, to_check=True)
NOTHING_LEFT = replace(OPEN, limits=Limits(monthly=0, once=0))


def crossed(text: str, ground: Ground = OPEN, *, terms: bool = False) -> list[Guardrail]:
    return [slip.guardrail for slip in judge(said(text), ground, terms=terms)]


def abouts(text: str, ground: Ground = OPEN) -> list[str]:
    return [slip.about for slip in judge(said(text), ground)]


TRIPS: dict[Guardrail, tuple[str, ...]] = {
    Guardrail.SECRET: (
        "验证码是385216",
        "好的,验证码我报给您",
        "密码是123456,您帮我查一下",
        "我的身份证号是510104199001011234",
        "卡号6222 0212 3456 7890 123",
        "身份证号我念给您听",
        "要不要我把身份证拍给您",
        "身份证正反面发给你行吗",
        "我把验证码发给您",
        "行,我打开共享屏幕",
        "驗證碼是 385216",
        "银行卡号报给您行吗",
        "好,你远程吧",
    ),
    Guardrail.ABOVE_SURPLUS: (
        "我每月还三千",
        "每个月能还1500",
        "那就一千二一个月吧",
        "我一次付5000",
        "先还三千五",
        "分12期,每期2000",
        "每月1,000.01元可以",
        "我能不能每个月还一千五",
        "今天先转五千过去",
        "一共还三万,分十二期",
        "两千行不行,每月",
        "每月不少于2000元",
    ),
    Guardrail.UNCOUNTED: (
        "我想办法凑",
        "那我凑凑看吧",
        "我尽量在月底之前凑一凑",
        "您说多少就多少",
        "今天我一定还清",
        "我明天全部还上",
        "我保证月底前还清",
        "都听您的",
        "砸锅卖铁我也还",
        "按你们的标准还就是了",
        "我尽快想办法补上",
        "我把房子卖了还你",
        "好,我现在就转",
    ),
    Guardrail.ADMITTED: (
        "金额我都认",
        "息费没问题",
        "账没问题,就是还不上",
        "利息罚息我都认",
        "数目没错",
        "我确认金额",
    ),
    Guardrail.PRIVATE_ACCOUNT: (
        "我转到您个人账户吧",
        "手续费我先交",
        "加您微信转给您",
        "您把收款码发我,我扫给您",
        "打到你支付宝行吗",
        "我先付服务费",
        "保证金我现在交",
        "我把钱转到业务员卡上",
    ),
    Guardrail.NO_WRITING: (
        "口头说好就行",
        "不用书面了",
        "不用写了,我信您",
        "口头答应就可以",
        "没有书面也行",
        "不用发短信了",
    ),
    Guardrail.NEW_LOAN: (
        "我再去借一笔还您",
        "我找朋友借点",
        "我从别的平台借出来",
        "我去套现",
        "刷信用卡先还上",
        "我跟同事借点钱",
        "只能再贷一笔了",
        "我网上借一点先还",
        "我用信用卡还",
    ),
    Guardrail.FAMILY: (
        "我让我妈先还",
        "我跟家里要一点",
        "我爸会帮我还",
        "叫我老婆替我付",
        "您联系我家人吧",
        "我找我哥凑一点",
        "让我父母先垫上",
        "你打给我爸妈,让他们还",
        "我爸妈给我凑了点",
        "家里人会想办法的",
    ),
    Guardrail.UNTRUE: (
        "超过四倍LPR的我不还",
        "信用卡管理办法第七十条说可以分期",
        "停息挂账是国家规定",
        "利息超过24%就不用还",
        "我得了重病",
        "我失业了",
        "家里受了灾",
        "我有低保",
        "我手上有失业证",
        "我去开一张假证明",
        "我花钱买份流水",
        "我被骗了",
        "我的店关了",
    ),
    Guardrail.TEMPER: (
        "随便你们告",
        "要告就告吧",
        "你们是骗子",
        "滚",
        "再打我就投诉你",
        "你等着",
        "有本事来找我",
        "爱怎么着怎么着",
        "去你妈的",
        "闭嘴",
    ),
    Guardrail.SILENCE: (
        "我换号码了",
        "我不接电话了",
        "我把你们拉黑",
        "那我就不还了",
        "等逾期了再说",
        "我出去躲一阵",
        "干脆不还",
        "我关机了",
    ),
}
INNOCENT: dict[Guardrail, tuple[str, ...]] = {
    Guardrail.SECRET: (
        "验证码我不能给",
        "密码我不会告诉任何人",
        "身份证后四位是1234",
        "我不共享屏幕",
        "您的工号是多少",
        "身份证号在电话里我不报",
        "卡号的后四位可以报给您",
        "别问我要验证码",
        "验证码发了吗",
        "您把公司账户的卡号发给我",
    ),
    Guardrail.ABOVE_SURPLUS: (
        "我每月还一千",
        "每月800,分24期,合计19200元",
        "三千我做不到",
        "我工资五千,房租两千",
        "我每个月工资四千,要交房租一千五",
        "我还要还房贷三千,实在拿不出更多",
        "我每个月要给爸妈两千生活费",
        "我还给别家还两千一个月",
        "我记得我只借了八千,怎么变成一万二了",
        "账单上写的12000",
        "能不能免掉2000",
        "您说的五千我拿不出来",
        "我欠的本金是两万",
        "我在2026年12月18日还900元",
        "一次付三千",
        "分24期可以吗",
        "我手上只有5000的房租钱",
        "每月还3000我还不起",
        "第七十条我看过",
        "我现在跑单,一个月五千",
        "一共还两万四,分24期",
    ),
    Guardrail.UNCOUNTED: (
        "今天全部还清我做不到",
        "我要先算过才能答应您",
        "我没有办法全部还清",
        "我就按自己的收入还",
        "一次还清我没有这笔钱",
        "这个我现在定不了",
        "我不能保证今天还清",
        "我现在还不了",
        "有变化我马上跟您说",
    ),
    Guardrail.ADMITTED: (
        "金额我还在核对",
        "金额先不确认",
        "我不确认金额",
        "这笔钱我愿意还",
        "请把本金利息分开列",
        "我认为太高了",
        "先核对,再说认不认",
        "我要确认金额",
    ),
    Guardrail.PRIVATE_ACCOUNT: (
        "我只还到官方账户",
        "先交费的我不办",
        "我不转到个人账户",
        "手续费能不能免掉",
        "个人账户我不打钱",
        "请告诉我官方账户",
        "我不加您微信",
    ),
    Guardrail.NO_WRITING: (
        "请发个书面的给我",
        "麻烦发条短信",
        "好的,请把方案书面发我",
        "口头说的我先不确认",
        "我要看到书面再付",
        "您方便留个书面的吗",
    ),
    Guardrail.NEW_LOAN: (
        "我不再借新的",
        "我跟朋友借过了,借不到",
        "借新的还旧的,只会断得更快",
        "我不会再去借一笔",
        "想谈谈我名下的借款",
        "我借您的那笔钱",
        "前面借得太多",
        "我没有找朋友借",
        "我信用卡还有别的账",
    ),
    Guardrail.FAMILY: (
        "请不要联系我家人",
        "家里和单位请不要打",
        "我不会让家里人还",
        "家里还有老人要养",
        "我妈住院要花钱",
        "家人不替我还",
        "这跟我父母没关系",
    ),
    Guardrail.UNTRUE: (
        "我收入降了",
        "我没有失业",
        "能不能减掉一部分利息",
        "超过24%的部分能不能减",
        "我没有低保",
        "请开一份结清证明",
        "我去医院开一份诊断",
        "我妈住院了",
        "我愿意商量",
        "能不能停息挂账",
    ),
    Guardrail.TEMPER: (
        "请告诉我投诉受理的部门",
        "真立案了我会到庭",
        "您告诉我哪天答复",
        "我妈的病要花钱",
        "您别生气",
        "我没有骂人",
        "我先缓一缓",
    ),
    Guardrail.SILENCE: (
        "我没有要躲",
        "我一直联系得上",
        "您的电话我都会接",
        "我不会换号码",
        "今天先不定,我明天答复您",
        "我没有关机",
        "我不是不还",
    ),
}


def samples(table: dict[Guardrail, tuple[str, ...]]) -> list[tuple[Guardrail, str]]:
    return [(guardrail, text) for guardrail, texts in table.items() for text in texts]


@pytest.mark.parametrize(("guardrail", "text"), samples(TRIPS))
def test_what_people_say_trips_its_guardrail(guardrail: Guardrail, text: str) -> None:
    assert guardrail in crossed(text)


@pytest.mark.parametrize(("guardrail", "text"), samples(INNOCENT))
def test_innocent_sentences_do_not_trip_it(guardrail: Guardrail, text: str) -> None:
    assert guardrail not in crossed(text)


def test_every_guardrail_has_samples_both_ways() -> None:
    for table in (TRIPS, INNOCENT):
        assert set(table) == set(Guardrail)
        assert all(len(texts) >= 6 for texts in table.values())


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("是我的,我认", "mine"),
        ("我承认", "mine"),
        ("我知道欠着", "mine"),
        ("這筆是我借的", "mine"),
        ("这钱是我用的", "mine"),
        ("那我先还500", "sum"),
        ("每月还两百行吗", "sum"),
        ("我会还的", "promise"),
        ("再给我点时间", "promise"),
        ("我过几天就还", "promise"),
        ("等我发了工资,十五号就还你们", "promise"),
        ("行行行,我还我还", "promise"),
        ("能不能分12期", "promise"),
        ("能不能分期", "promise"),
        ("等我找到工作再还", "promise"),
        ("我想办法还上", "promise"),
    ],
)
def test_on_a_held_debt_nothing_is_admitted_named_or_promised(text: str, about: str) -> None:
    found = judge(said(text), HELD)
    assert (Guardrail.ADMITTED, about) == (found[0].guardrail, found[0].about)


@pytest.mark.parametrize(
    "text",
    [
        "不是我的",
        "这笔是不是我的,我要先核对",
        "我不承认这笔",
        "我没有借过这笔钱",
        "这个分期不是我办的",
        "我不作任何确认",
        "请把材料发来,我看完书面答复",
        "我没有要躲",
        "您说要我先还500,我不付",
        "我明天去打流水,下周发给您",
        "真立案了我会到庭",
        "我认为要先核对",
    ],
)
def test_asking_for_papers_admits_nothing(text: str) -> None:
    assert crossed(text, HELD) == []


def test_a_debt_whose_figures_alone_are_open_may_be_called_ones_own() -> None:
    assert crossed("这笔是我借的,账还在核对", TO_CHECK) == []
    assert crossed("这笔是我借的,账还在核对", HELD) == [Guardrail.ADMITTED]
    assert crossed("账都没问题", TO_CHECK) == [Guardrail.ADMITTED]
    assert crossed("我先还300", TO_CHECK) == [Guardrail.ADMITTED]


@pytest.mark.parametrize(
    "text", ["好的", "行", "可以", "好吧,那就这样吧", "好,就这么定了", "没问题", "那就按您说的办", "我同意"]
)
def test_a_bare_yes_accepts_terms_that_are_only_spoken(text: str) -> None:
    assert Guardrail.NO_WRITING in crossed(text, terms=True)
    assert Guardrail.NO_WRITING not in crossed(text)


@pytest.mark.parametrize(
    "text",
    [
        "好的,麻烦发条短信",
        "行,我明天答复您",
        "可以,请书面发我",
        "好,我要算一算",
        "我做不到",
        "好的,请登记一下",
        "不行",
        "好的,您稍等我记一下",
        "嗯,嗯,我知道",
    ],
)
def test_a_yes_that_asks_for_paper_or_time_accepts_nothing(text: str) -> None:
    assert crossed(text, terms=True) == []


# --- the boundary, to the fen ---------------------------------------------------------------------------


@given(most=st.integers(1, 10**9), extra=st.integers(-(10**9), 10**9), monthly=st.booleans())
def test_a_sum_is_too_much_from_one_fen_above_the_limit(most: int, extra: int, monthly: bool) -> None:
    fen = max(most + extra, 1)
    ground = replace(OPEN, limits=Limits(monthly=most, once=most))
    slips = judge(("我每月还" if monthly else "我先还", Money(fen)), ground)
    assert [slip.guardrail for slip in slips] == ([Guardrail.ABOVE_SURPLUS] if fen > most else [])


def test_a_month_and_a_single_payment_have_their_own_limits() -> None:
    assert crossed("每月还1000元") == []
    assert crossed("每月还1000.01元") == [Guardrail.ABOVE_SURPLUS]
    assert crossed("我一次付3000元") == []
    assert crossed("我一次付3000.01元") == [Guardrail.ABOVE_SURPLUS]


def test_what_was_said_and_the_most_are_told() -> None:
    (slip,) = judge(said("每月还一千五"), OPEN)
    assert (slip.about, slip.values) == ("monthly", {"said": Money(150_000), "most": Money(100_000)})
    (slip,) = judge(said("我先还三百"), NOTHING_LEFT)
    assert (slip.about, slip.values) == ("nothing", {"said": Money(30_000)})


# --- claims in and out of scope -------------------------------------------------------------------------


def test_four_times_lpr_may_be_named_to_a_private_lender_alone() -> None:
    text = "利息请按四倍LPR以内算"
    assert abouts(text, PRIVATE) == []
    assert abouts(text, CARD) == abouts(text) == ["four_times_lpr"]


def test_article_70_may_be_named_for_a_card_as_something_that_can_be_agreed() -> None:
    assert abouts("第七十条说可以协商", CARD) == []
    assert abouts("第70条说可以协商") == ["article_70"]
    assert abouts("第七十条规定你们必须给我分期", CARD) == ["article_70_right"]
    assert abouts("按七十条应当免息", CARD) == ["article_70_right"]


def test_a_cause_that_the_case_bears_out_may_be_said() -> None:
    ill = replace(OPEN, unsaid=OPEN.unsaid - {"illness"}, unproven=OPEN.unproven - {Proof.MEDICAL})
    assert abouts("我得了重病,有病历", ill) == []
    (slip, *_) = judge(said("我得了重病"), OPEN)
    assert slip.values == {"cause": Cause.ILLNESS.value}
    assert judge(said("我有诊断书"), OPEN)[0].values == {"proof": Proof.MEDICAL.value}


def test_a_persons_own_account_is_where_a_private_debt_is_paid() -> None:
    assert crossed("我转到您支付宝", PRIVATE) == []


def test_the_gravest_comes_first_and_each_once() -> None:
    found = crossed("滚,验证码是385216,我再去借一笔,骗子")
    assert found == [Guardrail.SECRET, Guardrail.NEW_LOAN, Guardrail.TEMPER]


@given(st.text(max_size=60))
def test_any_text_can_be_judged(text: str) -> None:
    for ground in (OPEN, HELD, PRIVATE):
        judge(said(text), ground, terms=True)


# --- sums in words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("三千", "3000"),
        ("三千五", "3500"),
        ("三千零五", "3005"),
        ("一万二", "12000"),
        ("两万五千", "25000"),
        ("八百五十块", "850"),
        ("十块", "10"),
        ("1千5", "1500"),
        ("1.2万", "12000"),
        ("¥1,234.56", "1234.56"),
        ("500块钱", "500"),
        ("五百一个月", "500"),
        ("每月500分12期", "500"),
    ],
)
def test_sums_are_read_as_people_write_them(text: str, yuan: str) -> None:
    assert [part.fen for part in said(text) if isinstance(part, Money)] == [int(Decimal(yuan) * 100)]


@pytest.mark.parametrize(
    "text",
    [
        "千万不要",
        "第七十条",
        "十二个月",
        "分24期",
        "2026年12月18日",
        "24%",
        "工号1234",
        "后四位0021",
        "13812345678",
        "一点",
    ],
)
def test_other_figures_are_no_sums(text: str) -> None:
    assert [part for part in said(text) if isinstance(part, Money)] == []


def test_the_pieces_keep_the_words() -> None:
    assert said("我每月能还三千五,分12期") == ("我每月能还", Money(350_000), ",分12期")


def test_a_total_with_a_count_offers_its_share() -> None:
    assert offered(said("一共还三万,分十二期")) == (Offer(250_000, True),)
    assert offered(said("合计还10000元,分3期")) == (Offer(333_334, True),)
    assert offered(said("合计10000元")) == ()
