"""What a text speaks of, told by code; the words themselves go no further.

Words of self-harm stop everything, and nothing takes them back: "没有想自杀" and "还活得下去" stop too. The calm page
costs its reader a minute; leaving it out could cost more. All other words are a reason to ask, never a fact: a plain
"no" before them is heard, and so is a court paper that is only feared.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from debtadvisor.core.triage.folding import chinese, latin, unspaced
from debtadvisor.core.triage.phrases import SELF_HARM, SELF_HARM_LATIN, SELF_HARM_MIXED, TOPICS, TOPICS_LATIN

# A plain "no" just before a topic; "有没有" and "是不是" are questions, not answers.
_DENIED = re.compile(
    r"(?:(?<![有是])(?:没有|没|不是|不|未|无|从未|从没|并非|并未))(?:再|过|被|去|找|用|参与|任何|什么|是|收到|接到|有)*$"
)
# "没收到传票" denies the paper, "没去开庭" and "还没开庭" do not deny the case.
_NO_PAPER = re.compile(r"(?:(?<![有是])(?:没有|没|未|从未|从没|并未))(?:再|过|被|任何|什么|收到|接到|有)*$")
_NEVER_DENIED = "开庭"
# A court paper that is feared, threatened, or of another kind of case.
_ELSEWHERE = re.compile(
    r"(?:(?:怕|担心|会|要|可能|避免|以免|免得|别|等着|如果|万一|将|再)(?:我|就|会|要|被|收到)*|离婚|劳动)$"
)
_REACH_BACK = 8


def _spaced(patterns: str) -> list[str]:
    """The patterns one by one, with their spaces in place."""
    return [pattern.replace("_", " ") for pattern in patterns.split()]


def _first_characters(pattern: str) -> str:
    """The characters that text can begin with where `pattern` fits."""
    group = pattern[3 : pattern.index(")")].split("|") if pattern.startswith("(?:") else [pattern]
    return "".join(dict.fromkeys(alternative[0] for alternative in group))


def _by_code(codes: Mapping[str, Sequence[str]]) -> str:
    return "|".join(f"(?P<{code}>{'|'.join(patterns)})" for code, patterns in codes.items())


@cache
def _patterns_by_first() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """For each first character the patterns that can begin there, by code: few are tried at any place."""
    firsts: dict[str, dict[str, list[str]]] = {}
    for code, patterns in TOPICS.items():
        for pattern in _spaced(patterns):
            for first in _first_characters(pattern):
                firsts.setdefault(first, {}).setdefault(code, []).append(pattern)
    return firsts


# Compiled when first needed: most cases hold few notes, and a run of one case should start at once.
@cache
def _topic_at(first: str) -> re.Pattern[str] | None:
    codes = _patterns_by_first().get(first)
    return re.compile(_by_code(codes)) if codes else None


@cache
def _topic_latin() -> re.Pattern[str]:
    codes = {code: _spaced(patterns) for code, patterns in TOPICS_LATIN.items()}
    return re.compile(rf" (?:{_by_code(codes)})(?= )")


@cache
def _harm() -> re.Pattern[str]:
    return re.compile("|".join(_spaced(SELF_HARM)))


@cache
def _harm_latin() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(_spaced(SELF_HARM_LATIN))}) ")


@cache
def _harm_mixed() -> re.Pattern[str]:
    return re.compile("|".join(_spaced(SELF_HARM_MIXED)))


def speaks_of_self_harm(text: str) -> bool:
    """Whether the text holds words of self-harm, in Chinese of either script, mixed with pinyin, or in English."""
    if _harm().search(chinese(text)):
        return True
    words = latin(text)
    return bool(words) and bool(_harm_latin().search(words) or _harm_mixed().search(unspaced(text)))


def topics(text: str) -> tuple[str, ...]:
    """Codes of what the text speaks of, in order of first mention, without self-harm and without what it denies.

    Court papers come as ``court_summons``, ``court_payment_order``, ``court_judgment``, ``court_enforcement``,
    ``court_arbitration``; every other code is one of the table of findings.
    """
    found = dict.fromkeys(_chinese_topics(chinese(text)))
    words = latin(text)
    if words:
        found.update((match.lastgroup or "", None) for match in _topic_latin().finditer(words))
    return tuple(found)


def _chinese_topics(folded: str) -> Iterator[str]:
    place = 0
    while place < len(folded):
        expression = _topic_at(folded[place])
        match = expression.match(folded, place) if expression else None
        if match is None:
            place += 1
            continue
        code = match.lastgroup or ""
        before = folded[max(place - _REACH_BACK, 0) : place]
        if not _is_set_aside(code, match.group(), before):
            yield code
        place = match.end()


def _is_set_aside(code: str, words: str, before: str) -> bool:
    """Whether what stands before the words takes them back."""
    if not code.startswith("court_"):
        return bool(_DENIED.search(before))
    if _ELSEWHERE.search(before):
        return True
    return words != _NEVER_DENIED and bool(_NO_PAPER.search(before))
