"""The sums that a sentence offers to pay, told from those it only speaks of.

"每月还 3,000 元" offers; "我工资 3,000 元", "免掉 327 元", "3,000 元我做不到" do not. A total with a number of payments
offers its share of each; a total alone is no payment. In doubt a sum counts as offered.
"""

import re

from debtadvisor.core.money import Money
from debtadvisor.core.rehearse.model import Said
from debtadvisor.core.triage.folding import unspaced
from debtadvisor.core.value import value

_CLAUSE = re.compile(r"([,。;!?、:…]|但是|不过|可是)")
_QUESTIONS = re.compile(
    r"能不能|可不可以|行不行|好不好|是不是|没有?问题|不好意思|没关系|对不起|(?:不会|不)?(?:少于|低于|超过|高于)"
)
_REFUSED = re.compile(
    r"做不到|还不(?:起|了|上)|付不|给不|拿不|凑不|没有|没那么多|不能|不可能|不行|不答应|办不到|太多|不够|受不|不想|不会|别|扛不|承担不"
)
_PAYS = re.compile(r"还(?!有|是|没|在|要|想|会|剩|差)|付|给|转|交|拿|凑|打(?:款|钱|过|给|到)|存")
_TOTAL = re.compile(r"(?:合计|一共|总共|总额|总计|总数|共计|全部|总)[^¤]{0,6}$")
# What the sum before it belongs to, when nothing is paid in between.
_FACT = re.compile(
    r"(?:余额|本金|利息|罚息|违约金|手续费|费用|滞纳金|额度|账单|欠|收入|工资|进账|到手|开支|开销|生活费|房租|房贷|伙食|饭|药"
    r"|学费|水电|花|借了|贷了|剩|存款|有|扣|收|赚)[^¤]{0,6}$"
)
# Bills of one's own, paid to others: "要交房租 ¤" is what it costs to live, and no offer.
_OWN_BILLS = re.compile(
    r"(?:交|付|还|给|缴|出)(?:了|的|清)?(?:[^,¤]{0,3}?)(?:房租|租金|房贷|车贷|水电|电费|物业|学费|学校|幼儿园|医院|医药|药费|看病|保险|社保"
    r"|抚养费|赡养费|生活费|孩子|小孩|老人|爸|妈|父母|家里|别家|别的|其他|另外)[^¤剩余后]{0,6}$"
)
# A sum that something has become: a question about the bill.
_BECAME = re.compile(r"(?:变成|滚到|成了|怎么(?:就|是|会|会是|到)?)(?:了)?[^还付¤]{0,2}$")
_EARNS = re.compile(r"上班|打工|开滴滴|跑车|跑单|送外卖|兼职|挣|赚|做工|摆摊|干活|开店")
_WAIVED = re.compile(r"(?:免|减|少收|豁免|优惠)[^还付¤]{0,6}$")
_THEIRS = re.compile(r"(?:您|你)(?:们)?(?:刚才)?(?:说|要求|让|叫|要)[^¤]*$")
_MONTHLY = re.compile(r"每个?月|每期|月月|一个月|按月|每次|每一期|/月|期还")
_COUNT = re.compile(r"(?:分|一共|共)?(\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个月|期)")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}


@value(kw_only=False)
class Offer:
    """One sum offered, fen, and whether it is offered again and again."""

    fen: int
    monthly: bool


def offered(said: Said) -> tuple[Offer, ...]:
    """The sums offered, in order."""
    parts = [part if isinstance(part, Money) else unspaced(part).replace("¤", "") for part in said]
    everything = "".join("¤" if isinstance(part, Money) else part for part in parts)
    monthly, earns = bool(_MONTHLY.search(everything)), bool(_EARNS.search(everything))
    found: list[Offer] = []
    totals: list[int] = []
    for clause in _clauses(parts):
        words = _QUESTIONS.sub("", "".join("¤" if isinstance(part, Money) else part for part in clause))
        places = [n for n, letter in enumerate(words) if letter == "¤"]
        sums = [part for part in clause if isinstance(part, Money)]
        for place, amount in zip(places, sums, strict=True):
            before = words[:place]
            if _TOTAL.search(before):
                totals.append(amount.fen)
            elif not _is_no_offer(before, words, earns):
                found.append(Offer(amount.fen, monthly))
    count = _count(everything)
    if totals and not found and count:
        found = [Offer(-(-total // count), True) for total in totals]
    return tuple(offer for offer in found if offer.fen > 0)


def _clauses(parts: list[str | Money]) -> list[list[str | Money]]:
    """The parts cut where a clause ends."""
    clauses: list[list[str | Money]] = [[]]
    for part in parts:
        if isinstance(part, Money):
            clauses[-1].append(part)
            continue
        for piece in _CLAUSE.split(part):
            if _CLAUSE.fullmatch(piece):
                clauses.append([])
            elif piece:
                clauses[-1].append(piece)
    return clauses


def _is_no_offer(before: str, clause: str, earns: bool) -> bool:
    """Whether a sum is only spoken of. `earns`: the sentence tells of work, so a bare sum is what it brings in."""
    if _REFUSED.search(clause) or any(told.search(before) for told in (_WAIVED, _THEIRS, _OWN_BILLS, _BECAME)):
        return True
    if _PAYS.search(clause):
        return bool(_FACT.search(before)) and not _PAYS.search(before)
    return bool(_FACT.search(before)) or earns


def _count(text: str) -> int:
    """The number of payments named, 0 when none is."""
    found = _COUNT.search(text)
    if found is None:
        return 0
    digits = found[1]
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    if not ten:
        return _DIGITS.get(digits, 0)
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
