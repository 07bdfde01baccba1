"""What one piece of a pasted line can say: 剩10期, 每期3,420, 逾期40天, 日万五, 9号, 3.2万, 先息后本.

A piece is read whole or not at all. It comes folded (see `folding.unspaced`): plain width, simplified, no spaces.
Sums, rates and dates are read by `units` and `values`, as everywhere else; this table only tells which is which.
"""

import re
from enum import StrEnum, auto

from debtadvisor.core.codes import Method, Pot, Product, Security
from debtadvisor.intake import units


class Says(StrEnum):
    """What a piece is about."""

    NOTHING = auto()
    SUM = auto()
    PRINCIPAL = auto()
    INSTALMENT = auto()
    MINIMUM = auto()
    MINIMUM_SHARE = auto()
    INTEREST = auto()
    PENALTY = auto()
    FEES = auto()
    ARREARS = auto()
    ORIGINAL = auto()
    RATE = auto()
    FREE = auto()
    LEFT = auto()
    PAID = auto()
    PERIODS = auto()
    DUE_DAY = auto()
    DUE = auto()
    OVERDUE_SINCE = auto()
    OVERDUE_ROUGHLY = auto()
    OVERDUE = auto()
    CONTRACT_DATE = auto()
    LAST_PAYMENT = auto()
    DATE = auto()
    METHOD = auto()
    PURPOSE = auto()
    TAIL = auto()
    NOTE = auto()
    ABOUT = auto()
    LOAN = auto()
    UNKNOWN_SUM = auto()
    AGAIN = auto()
    TOTAL = auto()


# Written forms. A sum is told from its look here and read exactly afterwards, so that 8万6 is refused there by name.
_ONE_SUM = r"[¥$]?\d[\d,.]*(?:[亿万w千k百][\d,.]*)*(?:元|块钱|块|圆|rmb)?"
# 12-20 and 2026-12 are more likely dates than ranges of yuan, and are left unread.
_SUM = rf"(?!\d{{1,2}}-\d{{1,2}}$|20\d\d-\d{{1,2}}$){_ONE_SUM}(?:[-~至到—–]{_ONE_SUM})?"
_N = r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3})"
_DAY = r"\d{1,2}[日号]"
_DATE = r"(?:\d{4}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.|年\d{1,2}月)\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号]?)"
_PER = (
    r"年化利率|年化|年利率|年息|月费率|每期费率|每月费率|月手续费率|每期手续费率"
    r"|月利率|月息|日利率|日息|每[日天月]|[年月日天]"
)
_AFTER = r"/[年月日天期]|每[年月日天期]|/(?:year|month|day)"
_FIVE = r"(?:\d+(?:\.\d+)?|[一二三四五六七八九](?:点[一二三四五六七八九])?)"
_RATE = (
    rf"(?:(?:利率|{_PER})?(?:为|是)?(?:\d+(?:\.\d+)?[%‰]|[万千](?:分之)?{_FIVE})(?:{_AFTER})?"
    rf"|(?:年化利率|年化|年利率|年息|月费率|每期费率|月利率|日利率|利率)(?:为|是)?\d+(?:\.\d+)?"
    rf"|0\.\d+(?:/[年月日天]|每[日天])|\d+(?:\.\d+)?(?:/[日天]|每[日天])"
    rf"|月息(?:{_FIVE}分)?(?:{_FIVE}厘)?|每?[1一]?万[元块]?的?(?:每日|每天|日|一天)(?:利息|息)?\d+(?:\.\d+)?[元块]?)"
)
_METHODS = {
    "等额本息": Method.LEVEL_PAYMENT,
    "等额本金": Method.EQUAL_PRINCIPAL,
    "先息后本": Method.INTEREST_ONLY,
    "按月付息到期还本": Method.INTEREST_ONLY,
    "到期还本": Method.BULLET,
    "到期一次还本付息": Method.BULLET,
    "一次还本付息": Method.BULLET,
    "一次性还本付息": Method.BULLET,
    "一次还清": Method.BULLET,
    "一次性还清": Method.BULLET,
    "随借随还": Method.DAILY,
    "按日计息": Method.DAILY,
    "手续费分期": Method.FEE_INSTALMENT,
    "账单": Method.REVOLVING,
    "账单到期全还": Method.REVOLVING,
    "到期全还": Method.REVOLVING,
}
_POTS = {
    **dict.fromkeys(("生意", "生意上", "经营", "做生意", "店里", "进货"), Pot.BUSINESS),
    **dict.fromkeys(("家用", "家里", "生活", "消费"), Pot.HOUSEHOLD),
}
# Secured loans of creditors outside the book, and what they are.
_LOANS = {
    "房贷": (Product.HOME_LOAN, Security.HOME),
    "按揭": (Product.HOME_LOAN, Security.HOME),
    "住房贷款": (Product.HOME_LOAN, Security.HOME),
    "车贷": (Product.CAR_LOAN, Security.CAR),
}
_FREE = "无息|免息|没有?利息|不收利息|无利息|不要利息|零利息"


def _in(words: dict[str, Method] | dict[str, Pot]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# Which form says what; the group `x` holds the part to be read. The first that fits the whole piece wins.
_FORMS: tuple[tuple[Says, str], ...] = (
    (Says.AGAIN, r"同上|同前|再一笔同样的?|再来一笔同样的?|同样的?再?一笔|同样一笔|和上面一样|跟上面一样"),
    (Says.NOTHING, r"欠款?|还欠|尚欠|的|每个?月|每期|还款?|元|[-—–•·]+|未逾期|没有?逾期|不逾期|正常还?款?|按时还?"),
    (Says.OVERDUE_SINCE, rf"(?P<x>{_DATE})(?:起|开始|以来|就)?已?逾期(?:的|了)?"),
    (Says.OVERDUE_SINCE, rf"已?逾期(?:日|自|从|于|日期)?(?:是|为)?(?P<x>{_DATE})(?:起|开始)?"),
    (Says.OVERDUE_SINCE, r"(?P<x>已?逾期了?\d{1,5}[天日])(?:了)?"),
    (Says.OVERDUE_ROUGHLY, rf"(?P<x>已?逾期了?(?:{_N}(?:个月|周|个?星期|年)|半年|半个月|一年半))(?:了|多)?"),
    (Says.ARREARS, rf"逾期(?:金额|欠款|未还)?(?:了|是|为)?(?P<x>{_SUM})"),
    (Says.OVERDUE, rf"已?逾期(?:了|中)?|当前逾期|已?逾期了?{_N}期"),
    (Says.DUE_DAY, rf"(?:每月|每个月|每期|还款日|每月还款日)*(?P<x>{_DAY})(?:之?前?还款?|前|扣款?|到期)?"),
    (Says.DUE, rf"(?:到期日?|还款日|下次还款日?|下期|下次)(?:是|为)?(?P<x>{_DATE})"),
    (Says.DUE, rf"(?P<x>{_DATE})(?:到期|之?前?还清?|前|应还|扣款)"),
    (
        Says.CONTRACT_DATE,
        rf"(?:借款日|借于|合同日?期?|签约日?|放款日?)(?:是|为)?(?P<x>{_DATE})|(?P<y>{_DATE})(?:借|签|放款)的?款?",
    ),
    (Says.LAST_PAYMENT, rf"(?:上次还款?|最后一?次还款?|最近一?次还款?|最后还款)(?:日|是|在|于)*(?P<x>{_DATE})"),
    (Says.DATE, rf"(?P<x>{_DATE})"),
    (
        Says.LEFT,
        rf"(?:还?剩(?:余|下)?|余|还有|未还|待还)(?P<x>{_N})(?:期|个月)(?:没还|未还)?|(?P<y>{_N})期(?:没还|未还|没到期|未到期)",
    ),
    (Says.PAID, rf"(?:已还|已经还了?|还了)(?P<x>{_N})(?:期|个月)"),
    (Says.PERIODS, rf"(?:总?共|一共|分|分了|总期数)?(?P<x>{_N})期"),
    (Says.MINIMUM_SHARE, r"最低(?:还款额?)?(?P<x>\d+(?:\.\d+)?%)"),
    (Says.MINIMUM, rf"最低(?:应?还款?额?)?(?P<x>{_SUM})"),
    (Says.INSTALMENT, rf"(?:每期还?款?|月供|月还款?|每月还?款?|每个月还?|期供|每期应还)(?:是|为)?(?P<x>{_SUM})"),
    (Says.INSTALMENT, rf"(?P<x>{_SUM})(?:/期|每期|一期|/月|每月|一个?月)"),
    (Says.INTEREST, rf"(?:欠的?)?(?:利息|欠息)(?P<x>{_SUM})"),
    (Says.PENALTY, rf"(?:逾期)?罚息(?P<x>{_SUM})"),
    (Says.FEES, rf"(?:违约金|滞纳金|手续费|费用|逾期费)(?P<x>{_SUM})"),
    (Says.ORIGINAL, rf"(?:原借|当初借|当时借|原来借|借款总?额|总额|借了|原始?本金)(?:了|款)?(?P<x>{_SUM})"),
    (
        Says.PRINCIPAL,
        rf"(?:剩余本金|未还本金|本金|余额|待还|未还|剩余应?还?|还欠|尚欠|欠[款了]?|还?剩(?!\d{{1,3}}$))(?:是|为)?(?P<x>{_SUM})",
    ),
    (Says.ABOUT, rf"(?:欠了?)?(?:(?:约|大约|大概|差不多){_SUM}(?:多|左右|上下)?|{_SUM}(?:多|左右|上下|以上))"),
    (Says.NOTE, rf"(?P<x>(?:总?额度|信用额度)(?:是|为)?{_SUM}|(?:账单日|出账日)(?:每月)?{_DAY})"),
    (Says.FREE, rf"(?P<x>{_FREE})"),
    (Says.RATE, rf"(?P<x>{_RATE})"),
    (Says.SUM, rf"(?P<x>{_SUM})"),
    (Says.METHOD, rf"(?P<x>{_in(_METHODS)})"),
    (Says.PURPOSE, rf"(?P<x>{_in(_POTS)})(?:用的?)?"),
    (Says.LOAN, "|".join(_LOANS)),
    (Says.TAIL, r"(?:卡?尾号|尾数)(?P<x>\d{3,5})"),
    (Says.UNKNOWN_SUM, "|".join(sorted(units.UNKNOWN_WORDS))),
    (Says.TOTAL, rf"(?:合计|总计|共计|总欠款?|小计|加起来)(?:是|为)?(?P<x>{_SUM})?"),
)
_COMPILED = tuple((says, re.compile(form, re.ASCII)) for says, form in _FORMS)


def read_whole(piece: str) -> tuple[Says, str] | None:
    """What that piece says, and the part of it that holds the figure; None when it is none of these forms."""
    for says, form in _COMPILED:
        if found := form.fullmatch(piece):
            groups = found.groupdict()
            return says, groups.get("x") or groups.get("y") or piece
    return None


def method_of(word: str) -> Method:
    """The way of repaying that this word of the table names."""
    return _METHODS[word]


def pot_of(word: str) -> Pot:
    """Whose money this word of the table says it is."""
    return _POTS[word]


def loan_of(word: str) -> tuple[Product, Security]:
    """The product, and what stands behind it, that this word of the table names."""
    return _LOANS[word]
