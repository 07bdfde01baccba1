"""What may not be heard by whom: claims and words with the kinds of lender, and the stages, that may hear them.

Written by hand from the texts of the law rows, so that it does not lean on the code which it checks. A line that denies
the claim ("不要说", "只管") may name it; a court may be asked for more than a lender.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from debtadvisor.core.codes import LenderKind, PackChannel, Stage
from debtadvisor.core.script.model import Script

CARD, BANK, FINANCE = LenderKind.BANK_CREDIT_CARD, LenderKind.BANK_ONLINE_LOAN, LenderKind.CONSUMER_FINANCE
MICRO, PLATFORM, PERSON = LenderKind.MICROLOAN, LenderKind.ASSISTED_LENDING_PLATFORM, LenderKind.PRIVATE_LENDING
BANKS = (CARD, BANK, FINANCE)
NOBODY: tuple[LenderKind, ...] = ()
COMPANIES = tuple(kind for kind in LenderKind if kind is not PERSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Words that only lenders of those kinds may hear, and from a buyer of the claim only when `to_buyers`."""

    name: str
    words: str
    may_hear: tuple[LenderKind, ...]
    to_buyers: bool = True
    spoken_only: bool = False


CLAIMS = (
    Claim(name="article 70", words=r"七十条|\barticle 70\b", may_hear=(CARD,), to_buyers=False),
    Claim(name="four times the LPR", words=r"LPR|四倍|\bfour times\b", may_hear=(PERSON,)),
    Claim(
        name="notice of March 2025",
        words=r"2025年3月(?!\d)|\bMarch 2025\b",
        may_hear=(CARD, BANK, FINANCE),
        to_buyers=False,
    ),
    Claim(name="24 %", words=r"24 ?%", may_hear=(CARD, BANK, FINANCE, MICRO)),
    Claim(name="renewal as a policy", words=r"可以申请续贷", may_hear=(BANK, FINANCE), to_buyers=False),
    Claim(
        name="the standard on collection",
        words=r"国家推荐标准|不应来催|不应超过 3 次",
        may_hear=(CARD, BANK, FINANCE, MICRO, PLATFORM),
        to_buyers=False,
    ),
    Claim(
        name="the banking association", words=r"不宜.{0,3}超过 6 次", may_hear=(CARD, BANK, FINANCE), to_buyers=False
    ),
    Claim(
        name="15 days for a complaint", words=r"15 天内(?:要有|答复)", may_hear=(CARD, BANK, FINANCE), to_buyers=False
    ),
    Claim(name="the supervisors' hotline", words=r"12378", may_hear=(CARD, BANK, FINANCE, PLATFORM), to_buyers=False),
    Claim(
        name="a company's desk", words=r"工单|客服编号|报送征信|征信(?:怎么|哪天|由谁)|主管|消保", may_hear=COMPANIES
    ),
    Claim(name="a right to relief", words=r"有权|必须给|必须同意|应当给|规定要给", may_hear=NOBODY, spoken_only=True),
    Claim(name="breaking the law", words=r"违法|犯法|非法|投诉你|曝光", may_hear=NOBODY, spoken_only=True),
    Claim(name="street talk", words=r"停息挂账|反催收|上岸|老赖|坐牢|抓人", may_hear=NOBODY),
    Claim(name="nothing is owed", words=r"不用还|不必还|免债|作废了", may_hear=NOBODY),
    Claim(name="a promise", words=r"保证还|一定还清|想办法凑|我去借", may_hear=NOBODY, spoken_only=True),
    Claim(name="a result", words=r"肯定能|一定会批|包过|成功率|肯定会减", may_hear=NOBODY),
)
_DENIED = re.compile(r"不要|只管|不能|不是|不管|\bdo not\b|\bonly\b|\bnot\b", re.IGNORECASE)


def out_of_scope(script: Script, text: str, *, spoken: bool) -> Iterator[str]:
    """Names of the claims that this sentence makes to a lender who may not hear them."""
    sold = script.stage is Stage.ASSIGNED
    for claim in CLAIMS:
        if claim.spoken_only and not spoken:
            continue
        if not re.search(claim.words, text) or (not spoken and _DENIED.search(text)):
            continue
        if script.profile.kind not in claim.may_hear or (sold and not claim.to_buyers):
            yield claim.name


# What a held debt may not hear in any channel, and no collector on any debt: it admits, offers or promises.
ADMITS = re.compile(
    r"我愿意还|我会还|我来还|每月还|先还|分期还|我能在|还清|我欠|我借的那笔|\d+(?:,\d{3})*(?:\.\d+)? 元"
)
# Channels in which the ask is made; a complaint and a collector's call make none.
OF_THE_ASK = (PackChannel.PHONE, PackChannel.APP, PackChannel.WRITTEN, PackChannel.MEDIATION, PackChannel.COURT)
