"""One pasted line: cut into pieces, and each piece read by itself."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from debtadvisor.core.case import Amount
from debtadvisor.core.codes import LenderKind
from debtadvisor.core.errors import Problem
from debtadvisor.core.policy.model import Lender
from debtadvisor.core.triage.folding import unspaced
from debtadvisor.intake import values
from debtadvisor.intake.fields import DEBT
from debtadvisor.intake.lender_names import LenderNames, folded
from debtadvisor.intake.paste import words
from debtadvisor.intake.paste.words import Says, read_whole
from debtadvisor.intake.units import UnitError, date_of, number_of, shown, without_pinyin

_BETWEEN = re.compile(r"[\s、;；。|｜:：=()\[\]（）【】]+")
# A comma is part of a sum only between a digit and three more.
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
_THOUSANDS = re.compile(r"(?<!\d)\d{1,3},\d{3}(?!\d)")
# After these a number is another number.
_SUM_ENDS = re.compile(r"[\d万萬千百亿億wWkK元块%‰]$")
_MOST_JOINED = 4
_LONGEST_CUT = 64
# Somebody the borrower knows: a private loan, under the name given.
_PEOPLE = re.compile(
    r"(?:(?:欠|向|问|跟|找)?(?:朋友|好友|同学|同事|亲戚|亲友|邻居|老乡|老板|私人|舅舅|叔叔|姑姑|姑妈|阿姨|姨妈|伯伯|大伯"
    r"|哥哥|姐姐|弟弟|妹妹|[表堂][哥姐弟妹]|岳父|岳母|爸爸|妈妈|父亲|母亲|父母))[\u4e00-\u9fff]{0,6}"
)
_HAN = re.compile(r"[\u4e00-\u9fffa-z]+")
# A day and month without a year is the next one only when it is near; else it may as well be long past.
_NEAR_DAYS = 62


def pieces_of(line: str) -> tuple[str, ...]:
    """The line cut at spaces and marks, full-width forms made plain; a comma inside a sum stays."""
    bare = without_pinyin(unicodedata.normalize("NFKC", line.replace("，", "、")))
    return tuple(piece for part in _BETWEEN.split(bare) for piece in _COMMA.split(part) if piece)


def commas_in_doubt(line: str) -> bool:
    """Whether a comma in a number may as well stand between two numbers: 花呗,8,632.17,9号."""
    tight = [comma for comma in _COMMA.finditer(line) if not line[comma.end() :][:1].isspace()]
    return bool(tight) and _THOUSANDS.search(line) is not None


class Line:
    """What has been understood of one line so far."""

    def __init__(
        self,
        number: int,
        known: LenderNames,
        today: date,
        lenders: Mapping[str, Lender],
        before: Mapping[str, object] | None = None,
    ) -> None:
        self.number = number
        self.known = known
        self.today = today
        self.lenders = lenders
        self.before = before
        self.answers: dict[str, object] = {}
        self.problems: list[Problem] = []
        self.heard: list[Says] = []
        self.sums: list[tuple[str, object]] = []
        self.names: list[str] = []
        self.tail = ""
        self.counts: dict[Says, int] = {}
        self.lender = ""
        self.instalments_named = False
        self.total: Amount | None = None
        self.minimum: int | None = None

    def report(self, piece: str, code: str, **more: str) -> None:
        """Keeps one problem of this line, about that piece of it; "" when it is about none."""
        self.problems.append(Problem(f"line {self.number}", code, {"given": shown(piece), **more}))

    def put(self, key: str, answer: object, piece: str) -> None:
        """One answer. A second, other one for the same key is a problem, not a correction."""
        if key in self.answers and self.answers[key] != answer:
            self.report(piece, "paste_said_twice")
        self.answers.setdefault(key, answer)

    def total_is(self, sums: Sequence[object]) -> bool:
        """Whether the total that was read is that of those sums; a difference is reported."""
        if self.total is None or any(not isinstance(one, int | Decimal) for one in sums):
            self.report("", "paste_total_unsure")
            return False
        added = sum(values.fen(one) for one in sums)
        if self.total.is_exact and self.total.low == added:
            return True
        self.report(_yuan(self.total.low), "paste_total_differs", sum=_yuan(added))
        return False


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"


def read_pieces(line: Line, pieces: Sequence[str]) -> None:
    """Reads every piece of the line."""
    place = 0
    while place < len(pieces):
        place += _read_next(line, pieces[place:])


def _read_next(line: Line, rest: Sequence[str]) -> int:
    """Reads from the first piece on, several together where they say one thing; how many were read."""
    for count in range(min(_MOST_JOINED, len(rest)), 0, -1):
        if any(_SUM_ENDS.search(a) and b[0].isdigit() for a, b in pairwise(rest[:count])):
            continue
        joined = "".join(rest[:count])
        if _read_piece(line, joined):
            return count
    if not _read_in_parts(line, rest[0]):
        line.names.append(_after_lender(line, rest[0]))
    return 1


def _after_lender(line: Line, piece: str) -> str:
    """What is left unread of a piece that begins with a lender's name; the whole piece where it does not."""
    for end in range(len(piece) - 1, 1, -1):
        if named := _lender(line, unspaced(piece[:end])):
            _put_lender(line, named, piece[:end])
            return piece[end:]
    return piece


def _read_piece(line: Line, piece: str) -> bool:
    """Whether the piece as a whole says one thing, which is then kept."""
    here = unspaced(piece)
    if named := _lender(line, here):
        _put_lender(line, named, piece)
        return True
    if _PEOPLE.fullmatch(here):
        line.put("kind", LenderKind.PRIVATE_LENDING.value, piece)
        line.put("name", piece.lstrip("欠向问跟找"), piece)
        return True
    if (found := read_whole(here)) is None:
        return False
    says, part = found
    line.heard.append(says)
    try:
        _KEEPERS[says](line, part, piece)
    except UnitError as wrong:
        line.problems.append(Problem(f"line {line.number}", wrong.code, {**wrong.values, "given": shown(piece)}))
    return True


def _read_in_parts(line: Line, piece: str) -> bool:
    """Reads a piece written without spaces (花呗8632.17元9号), if it is made of readable parts from end to end."""
    here = unspaced(piece)
    parts = _parts(line, here)
    if parts is None:
        named = _HAN.match(here)
        # An unlisted lender right before its sum: 某某贷3200.
        if named is None or not here[named.end() :][:1].isdigit():
            return False
        parts = _parts(line, here[named.end() :])
        if parts is None:
            return False
        line.names.append(named[0])
    for part in parts:
        _read_piece(line, part)
    return True


def _parts(line: Line, here: str) -> tuple[str, ...] | None:
    """`here` cut into readable parts, the longest first; None when it cannot be. No number is ever cut in two."""
    if len(here) > _LONGEST_CUT:
        return None
    # From the end on: `found[n]` is how the rest from n on is cut, so that no rest is looked at twice.
    found: list[tuple[str, ...] | None] = [None] * len(here) + [()]
    for start in range(len(here) - 1, -1, -1):
        if start and _one_number(here[start - 1], here[start]):
            continue
        for end in range(len(here), start, -1):
            rest, part = found[end], here[start:end]
            if rest is not None and (_lender(line, part) or _PEOPLE.fullmatch(part) or read_whole(part)):
                found[start] = (part, *rest)
                break
    return found[0]


def _one_number(before: str, after: str) -> bool:
    return (before.isdigit() or before in ".,") and (after.isdigit() or after in ".,万千百亿wk%‰")


# --- the creditor -----------------------------------------------------------------------------------


def _lender(line: Line, here: str) -> str:
    """The id of the lender so called; 招行卡 is 招行信用卡. "" when none is."""
    ways = [here, here.removesuffix("的"), here.removesuffix("分期")]
    if here.endswith("卡") and not here.endswith("信用卡"):
        ways += [f"{here[:-1]}信用卡", f"{here[:-1]}银行信用卡"]
    return next((line.known[folded(way)] for way in ways if folded(way) in line.known), "")


def _put_lender(line: Line, found: str, piece: str) -> None:
    row = line.lenders.get(found)
    if "分期" in piece and row is not None and not row.generic:
        line.instalments_named = True
    if line.lender and line.lender != found:
        first, second = (line.lenders.get(one) for one in (line.lender, found))
        if first is not None and first.generic:
            line.lender = found  # "信用卡 招行卡": the named one says more
        elif second is None or not second.generic:
            line.report(piece, "paste_two_lenders")
        return
    line.lender = found


# --- what each piece sets ---------------------------------------------------------------------------


def _sum(line: Line, part: str) -> object:
    """The sum as a file holds it: a number, or a range. Raises UnitError."""
    return values.amount_answer(values.amount(part))


def _money(key: str) -> Callable[[Line, str, str], None]:
    def keep(line: Line, part: str, piece: str) -> None:
        found = _sum(line, part)
        if isinstance(found, Mapping) and not _may_be_range(key):
            raise UnitError("amount_unclear", {"given": piece})
        line.put(key, found, piece)

    return keep


def _may_be_range(key: str) -> bool:
    return DEBT.field(key).kind.value == "amount"


def _plain_sum(line: Line, part: str, piece: str) -> None:
    line.sums.append((piece, _sum(line, part)))


def _rate(line: Line, part: str, piece: str) -> None:
    found = values.rate(part.removeprefix("利率"))
    if found.per.value == "year" and Decimal(0) < found.high < Decimal("0.01") and not re.search("年|year", part):
        raise UnitError("paste_small_rate", {"given": piece})
    line.put("rate", values.rate_answer(found), piece)


def _free(line: Line, part: str, piece: str) -> None:
    line.put("rate", 0, piece)


def _minimum_sum(line: Line, part: str, piece: str) -> None:
    line.minimum = values.fen(part, positive=True)


def _minimum_share(line: Line, part: str, piece: str) -> None:
    line.put("minimum", {"share": values.share(part)}, piece)


def _count(says: Says) -> Callable[[Line, str, str], None]:
    def keep(line: Line, part: str, piece: str) -> None:
        count = number_of(part)
        if line.counts.setdefault(says, count) != count:
            line.report(piece, "paste_said_twice")

    return keep


def _due_day(line: Line, part: str, piece: str) -> None:
    day = number_of(part[:-1])
    if not 1 <= day <= 31:
        raise UnitError("day_out_of_range", {"given": str(day)})
    line.put("due_day", day, piece)


def _past(key: str) -> Callable[[Line, str, str], None]:
    def keep(line: Line, part: str, piece: str) -> None:
        line.put(key, values.day(part, DEBT.field(key), line.today), piece)

    return keep


def _due(line: Line, part: str, piece: str) -> None:
    line.put("next_due", values.day(part, DEBT.field("next_due"), line.today), piece)


def _date(line: Line, part: str, piece: str) -> None:
    """A bare date: the next payment when it is near and ahead; else it may be anything, and is asked for."""
    found = date_of(part, line.today, ahead=True)
    if found < line.today or (part[:4].isdigit() is False and (found - line.today).days > _NEAR_DAYS):
        raise UnitError("paste_which_date", {"given": piece})
    line.put("next_due", found, piece)


def _roughly(line: Line, part: str, piece: str) -> None:
    """Two months are 59 to 62 days, and what may be asked changes at 60: the day is asked for."""
    found = date_of(part, line.today)
    line.put("overdue_since", found, piece)
    line.report(piece, "paste_roughly", day=found.isoformat())


def _overdue(line: Line, part: str, piece: str) -> None:
    line.report(piece, "paste_overdue_since")


def _method(line: Line, part: str, piece: str) -> None:
    line.put("method", words.method_of(part).value, piece)


def _purpose(line: Line, part: str, piece: str) -> None:
    line.put("purpose", words.pot_of(part).value, piece)


def _about(line: Line, part: str, piece: str) -> None:
    line.report(piece, "paste_about")


def _loan(line: Line, part: str, piece: str) -> None:
    product, security = words.loan_of(part)
    for key, answer in (("kind", LenderKind.OTHER), ("product", product), ("security", security)):
        line.put(key, answer.value, piece)
    line.put("name", piece, piece)


def _tail(line: Line, part: str, piece: str) -> None:
    line.tail = part


def _note(line: Line, part: str, piece: str) -> None:
    kept = str(line.answers.get("note", ""))
    line.answers["note"] = f"{kept}，{piece}" if kept else piece


def _unknown_sum(line: Line, part: str, piece: str) -> None:
    line.put("principal", "unknown", piece)


def _total(line: Line, part: str, piece: str) -> None:
    line.total = values.amount(part) if part[0].isdigit() or part[0] in "¥$" else line.total


def _nothing(line: Line, part: str, piece: str) -> None:
    pass


_KEEPERS: Mapping[Says, Callable[[Line, str, str], None]] = {
    Says.NOTHING: _nothing,
    Says.AGAIN: _nothing,
    Says.SUM: _plain_sum,
    Says.PRINCIPAL: _money("principal"),
    Says.INSTALMENT: _money("instalment"),
    Says.MINIMUM: _minimum_sum,
    Says.MINIMUM_SHARE: _minimum_share,
    Says.INTEREST: _money("interest_owed"),
    Says.PENALTY: _money("penalty_owed"),
    Says.FEES: _money("fees_owed"),
    Says.ARREARS: _money("arrears"),
    Says.ORIGINAL: _money("original"),
    Says.RATE: _rate,
    Says.FREE: _free,
    Says.LEFT: _count(Says.LEFT),
    Says.PAID: _count(Says.PAID),
    Says.PERIODS: _count(Says.PERIODS),
    Says.DUE_DAY: _due_day,
    Says.DUE: _due,
    Says.OVERDUE_SINCE: _past("overdue_since"),
    Says.OVERDUE_ROUGHLY: _roughly,
    Says.OVERDUE: _overdue,
    Says.CONTRACT_DATE: _past("contract_date"),
    Says.LAST_PAYMENT: _past("last_payment"),
    Says.DATE: _date,
    Says.METHOD: _method,
    Says.PURPOSE: _purpose,
    Says.TAIL: _tail,
    Says.NOTE: _note,
    Says.ABOUT: _about,
    Says.LOAN: _loan,
    Says.UNKNOWN_SUM: _unknown_sum,
    Says.TOTAL: _total,
}
