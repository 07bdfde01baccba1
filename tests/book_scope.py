"""Claims that reach some lenders only, and how to find them in a text that is meant for another.

A sentence may name such a claim to say that it does not help here ("只管信用卡", "do not say"); a numbered line of the
list of sources may name the document that such a denial rests on. Everything else is out of scope.
"""

import re
from collections.abc import Iterator

from debtadvisor.core.codes import LenderKind

CARDS = frozenset({LenderKind.BANK_CREDIT_CARD})
PRIVATE = frozenset({LenderKind.PRIVATE_LENDING, LenderKind.P2P_INTERMEDIARY})
P2P = frozenset({LenderKind.P2P_INTERMEDIARY})
ONLY = {
    "article 70": (
        CARDS,
        re.compile(r"(?<![一二三四五六七八九]百)七十条|第\s*70\s*条|\barticle 70\b|\bart\. 70\b", re.IGNORECASE),
    ),
    "four times the LPR": (
        PRIVATE,
        re.compile(r"四倍|[4４]\s*倍|\bfour times\b|\b4\s*(?:x|×|times)\s|15\.4\s*%", re.IGNORECASE),
    ),
    "P2P measures": (P2P, re.compile(r"网络借贷信息中介|\bP2P measures\b", re.IGNORECASE)),
}
_DENIED = re.compile(r"只管|只适用于|不适用|不要|不能|不直接|\bonly\b|\bdo not\b|\bnot\b|\bnever\b", re.IGNORECASE)
_SOURCE_LINE = re.compile(r"^\s*\d+\.\s")
# 24 % is said as something to ask for, to test against, or as what a supervisor or the trade reads; never as a line
# above which nothing is owed.
TWENTY_FOUR = re.compile(r"(?<![\d.])24\s*%")
ASKED_FOR = re.compile(
    r"请求|能不能减|对照|法院|诉讼|打官司|投诉|业内|据报道|不采用"
    r"|\bask|\bcourt|\bcomplain|\bthe trade\b|\breport|\bnot used\b|\bpractice\b|\bobject\b|\btest it\b|\brequest\b",
    re.IGNORECASE,
)
VOID = re.compile(
    r"24\s*%[^。；;.]{0,24}(?:无效|不用还|不必还|违法|非法|作废)"
    r"|24\s*%[^.;]{0,40}(?:\bvoid\b|\billegal|not owed|need not)",
    re.IGNORECASE,
)


def beyond(text: str, kind: LenderKind) -> Iterator[tuple[str, str]]:
    """Claim and line of everything in that text which is said to a lender of that kind beyond the claim's scope."""
    for line in text.splitlines():
        if _SOURCE_LINE.match(line):
            continue
        for claim, (reach, pattern) in ONLY.items():
            if kind not in reach and pattern.search(line) and not _DENIED.search(line):
                yield claim, line
        if VOID.search(line):
            yield "24 %", line
