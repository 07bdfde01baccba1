"""Words → the guardrails that they cross. Only what was said is judged: never tone, grammar or courage.

The same judgement serves the sentences on offer and free words. It errs on the side of showing a safer sentence once
too often; a plain "no" before or after the words is heard ("我不会再去借一笔", "验证码我不能给").
"""

import re
from collections.abc import Iterator
from functools import cache

from debtadvisor.core.codes import LenderKind
from debtadvisor.core.money import Money
from debtadvisor.core.rehearse import phrases
from debtadvisor.core.rehearse.model import Ground, Guardrail, Said, Slip
from debtadvisor.core.rehearse.offered import offered
from debtadvisor.core.triage.folding import unspaced

SUM = "¤"
# Characters of these phrases that the table of the notes does not need.
_MORE = str.maketrans({"驗": "验", "賺": "赚", "緩": "缓", "籌": "筹", "騙": "骗", "鈔": "钞"})
_CLAUSE = re.compile(r"[,。;!?、:…]|但是|不过|可是")
# A "no" that takes nothing back.
_NEUTRAL = re.compile(
    r"要不要?|不然|不如|不好意思|对不起|差不多|好不好|能不能|可不可以|是不是|行不行|会不会|没有?问题|没事|没关系"
    r"|没(?:有?办)?法(?=[只就才了]|$)|别的|别家|别人|特别|分别|个别"
    r"|不管|不论|不知道|不得不|(?:实在)?不行(?:的话|就)?|不见不散"
)
_NO = re.compile(r"[不没别勿]")
_NO_BEFORE = re.compile(r"(?:不|没|别|勿|未|无法|拒绝|从不|绝不|避免|禁止)[^,]{0,4}$")
_NO_AFTER = re.compile(
    r"不行|不可能|不合适|不同意|不答应|做不到|办不到|拿不|凑不|还不(?:起|上|了)|付不|我不|不能|不会|不给|不报|不说|不方便|不办|没有|没用"
)
# Words of the other side said back.
_THEIRS = re.compile(r"(?:您|你)(?:们)?(?:刚才)?说?(?:让|叫|要求|要|说)我")
_ACCEPTS = re.compile(
    r"^(?:好(?:的|吧|啊|呀|嘞)?|行(?:吧|的|啊)?|可以的?|同意|没问题|成交?|嗯+|ok|中|得嘞?)$"
    r"|^(?:那|好|行|我)?就(?:这么|这样|按|照).{0,4}(?:定|办|说|来)|^(?:那|好吧?|行吧?)*就这样(?:吧|了|定)?$|说定|一言为定|^(?:那)?按(?:您|你)说的|(?:^|我)(?:们)?同意|我?答应(?:您|你|了)"
)
_DEFERS = re.compile(
    r"书面|短信|发我|发给我|发条|发个|app|写(?!了|什么)|录音|工单|邮件|截图|协议|文字|纸|登记|材料|答复|算一算|核对|核实"
    r"|稍等|等一下|等等|等我|记一下|记下|嗯,?(?:嗯,?)*我?(?:知道|明白|在听|听着)"
    r"|考虑|想一想|想想|定不了|先算|算过|才能答应|不能?答应|做不到|不同意|拿不|凭证|通知"
)


def judge(said: Said, ground: Ground, *, terms: bool = False) -> tuple[Slip, ...]:
    """Every guardrail that these words cross, the gravest first, each once.

    terms   the other side has just put terms, so that a bare "好" would accept them by word of mouth
    """
    found: dict[Guardrail, Slip] = {}
    for slip in _slips(said, ground, terms):
        found.setdefault(slip.guardrail, slip)
    return tuple(found[guardrail] for guardrail in Guardrail if guardrail in found)


def folded(said: Said) -> str:
    """The words as the patterns expect them, each sum as `SUM`."""
    words = (SUM if isinstance(part, Money) else part.replace(SUM, "") for part in said)
    return unspaced("".join(words)).translate(_MORE)


def asserted(patterns: str, clause: str, *, own_no: bool = False) -> bool:
    """Whether the clause says this itself: not denied, not taken back, and not the other side's words.

    own_no   the words themselves hold a "no" ("不接电话"), so that one among them denies nothing
    """
    plain = _NEUTRAL.sub(lambda found: "○" * len(found[0]), clause)
    theirs = _THEIRS.search(clause)
    for found in _compiled(patterns).finditer(clause):
        if theirs is not None and theirs.start() <= found.start():
            continue
        if not own_no and _NO.search(plain[found.start() : found.end()]):
            continue
        if not _NO_BEFORE.search(plain[: found.start()]) and not _NO_AFTER.search(plain[found.end() :]):
            return True
    return False


@cache
def _compiled(patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns.split()))


def _slips(said: Said, ground: Ground, terms: bool) -> Iterator[Slip]:
    text = folded(said)
    clauses = [clause for clause in _CLAUSE.split(text) if clause]

    def says(patterns: str, *, own_no: bool = False) -> bool:
        return any(asserted(patterns, clause, own_no=own_no) for clause in clauses)

    if says(phrases.SECRET):
        yield Slip(guardrail=Guardrail.SECRET, about="given")
    yield from _admissions(said, clauses, ground)
    if not ground.held:
        yield from _above(said, ground)
        if says(phrases.UNCOUNTED):
            yield Slip(guardrail=Guardrail.UNCOUNTED, about="promised")
    if ground.kind is not LenderKind.PRIVATE_LENDING and says(phrases.PRIVATE_ACCOUNT):
        yield Slip(guardrail=Guardrail.PRIVATE_ACCOUNT, about="paid")
    if _needs_no_paper(text, clauses, terms):
        yield Slip(guardrail=Guardrail.NO_WRITING, about="accepted")
    if says(phrases.NEW_LOAN):
        yield Slip(guardrail=Guardrail.NEW_LOAN, about="promised")
    if says(phrases.FAMILY):
        yield Slip(guardrail=Guardrail.FAMILY, about="promised")
    yield from _untrue(text, clauses, ground)
    if says(phrases.TEMPER, own_no=True):
        yield Slip(guardrail=Guardrail.TEMPER, about="lost")
    if says(phrases.SILENCE, own_no=True):
        yield Slip(guardrail=Guardrail.SILENCE, about="hidden")


def _admissions(said: Said, clauses: list[str], ground: Ground) -> Iterator[Slip]:
    """On a held debt a debt owned to, a sum, a promise; on any debt figures conceded before they were checked."""
    if ground.held:
        if not ground.to_check and any(asserted(phrases.MINE, clause) for clause in clauses):
            yield Slip(guardrail=Guardrail.ADMITTED, about="mine")
        if offered(said):
            yield Slip(guardrail=Guardrail.ADMITTED, about="sum")
        promised = f"{phrases.PROMISE} {phrases.UNCOUNTED}"
        if any(asserted(promised, clause) for clause in clauses):
            yield Slip(guardrail=Guardrail.ADMITTED, about="promise")
    if any(asserted(phrases.AMOUNT, clause, own_no=True) for clause in clauses):
        yield Slip(guardrail=Guardrail.ADMITTED, about="amount")


def _above(said: Said, ground: Ground) -> Iterator[Slip]:
    """The first sum above what may be offered: a month, or at once."""
    for offer in offered(said):
        most = ground.limits.monthly if offer.monthly else ground.limits.once
        if offer.fen <= most:
            continue
        sums: dict[str, Money] = {"said": Money(offer.fen)}
        if not most:
            yield Slip(guardrail=Guardrail.ABOVE_SURPLUS, about="nothing", values=sums)
        else:
            about = "monthly" if offer.monthly else "once"
            yield Slip(guardrail=Guardrail.ABOVE_SURPLUS, about=about, values={**sums, "most": Money(most)})
        return


def _needs_no_paper(text: str, clauses: list[str], terms: bool) -> bool:
    if _compiled(phrases.NEEDS_NO_PAPER).search(text):
        return True
    return terms and not _DEFERS.search(text) and any(_ACCEPTS.search(clause) for clause in clauses)


def _untrue(text: str, clauses: list[str], ground: Ground) -> Iterator[Slip]:
    """Claims of law that do not hold here, then claims about the person that the case does not bear out."""
    for code, claims in ground.grounds.items():
        named, beside = phrases.LAW[code]
        if re.search(named, text) and (not beside or re.search(beside, text)):
            yield Slip(guardrail=Guardrail.UNTRUE, about=code, claims=claims)
    if any(asserted(phrases.FORGED, clause) for clause in clauses):
        yield Slip(guardrail=Guardrail.UNTRUE, about="forged")
    for cause, patterns in phrases.PERSON.items():
        if cause in ground.unsaid and any(asserted(patterns, clause, own_no=True) for clause in clauses):
            yield Slip(guardrail=Guardrail.UNTRUE, about="cause", values={"cause": cause})
    for proof, names in phrases.PROOF.items():
        held = f"(?<!没)有.{{0,4}}(?:{names})"
        if proof in ground.unproven and any(asserted(held, clause) for clause in clauses):
            yield Slip(guardrail=Guardrail.UNTRUE, about="proof", values={"proof": proof.value})
