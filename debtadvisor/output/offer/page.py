"""The judgement on a lender's offer as a page: verdict and reasons, the sums, what is missing, what to answer."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from debtadvisor.core.agreed import PERSONAL_LENDERS
from debtadvisor.core.ceilings import Ceiling, Say
from debtadvisor.core.codes import Pot
from debtadvisor.core.money import Money
from debtadvisor.core.offer.judge import with_relief
from debtadvisor.core.offer.model import (
    NEVER,
    Because,
    Compared,
    Judgement,
    OfferKind,
    PaperForm,
    Trap,
    Verdict,
    Waiver,
    Way,
)
from debtadvisor.core.offer.weigh import is_estimated
from debtadvisor.core.plan.model import DebtPlan, Plan
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.script.model import Part, Script
from debtadvisor.output.blocks import (
    Block,
    Column,
    Heading,
    Item,
    Paragraph,
    Report,
    Row,
    Spoken,
    Table,
    Tone,
    bullets,
)
from debtadvisor.output.script.page import spoken
from debtadvisor.output.sources import Citations, sources_part
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import Catalogue, Value
from debtadvisor.text.shapes import percent

# Terms named aloud in one sentence; the rest stand on the page.
_ALOUD = 4
# Above this a yearly rate says nothing any more: a hundred times the debt in a year.
_BEYOND = Decimal(100)
# Lines that a court or a private lender is held to; they are named even when the offer stays below them.
_GROUNDS = (Say.ASK_COURT, Say.PRIVATE_LINE, Say.PRIVATE_TOTAL, Say.TWO_STAGES)


def offer_report(
    found: Judgement, plan: Plan, scripts: Sequence[Script], book: PolicyBook, catalogue: Catalogue
) -> Report:
    """The page of that judgement; `scripts` are those of the plan, whose words the counter-offer takes."""
    line = with_relief(plan.debt(found.debt), plan.case, book)
    page = _Page(found, plan, scripts, Voice(catalogue, plan.case, book), line)
    return Report(page.voice.lang, tuple(page.blocks(book)))


def reasons(found: Judgement, plan: Plan, book: PolicyBook, voice: Voice) -> list[str]:
    """Why the judgement is what it is, with the figures that show it."""
    line = with_relief(plan.debt(found.debt), plan.case, book)
    page = _Page(found, plan, (), voice, line)
    return [page._because(reason) for reason in found.because]


class _Page:
    """One page on its way: the judgement, the voice, the sources met."""

    def __init__(self, found: Judgement, plan: Plan, scripts: Sequence[Script], voice: Voice, line: DebtPlan) -> None:
        self.found, self.plan, self.voice = found, plan, voice
        self.line = line
        self.script = next((one for one in scripts if one.debt == found.debt), None)
        self.citations = Citations()

    def say(self, key: str, /, **values: Value) -> str:
        return self.voice.catalogue.say("offer", key, **values)

    def blocks(self, book: PolicyBook) -> Iterator[Block]:
        yield Heading(1, self.say("title", name=self.voice.name(self.found.debt)))
        tone = Tone.NORMAL if self.found.verdict in (Verdict.ACCEPT, Verdict.COUNTER) else Tone.WARNING
        yield Paragraph(self.say(f"verdict.{self._headline()}"), tone=tone)
        yield bullets([self._because(reason) for reason in self.found.because])
        if self.found.verdict is Verdict.CHECK_FIRST or self.found.owed is None:
            yield Paragraph(self.say("held"))
            yield from self._traps()
            yield from self._answer()
            return
        yield Paragraph(self._what())
        yield from self._compare()
        yield from self._fit()
        yield from self._waiver()
        yield from self._ceilings()
        yield from self._missing()
        yield from self._traps()
        yield from self._answer()
        yield from sources_part(self.citations, self.voice, book.version)

    # --- verdict ----------------------------------------------------------------------------------

    def _headline(self) -> str:
        if self.found.verdict is not Verdict.COUNTER:
            return self.found.verdict
        if self.found.because == (Because.TOO_LATE,):
            return "counter_late"
        return "counter_time" if self.found.later is not None or self.found.spread is not None else "counter"

    def _what(self) -> str:
        offer = self.found.offer
        due, total = offer.schedule.due, Money(offer.schedule.total)
        if offer.kind is OfferKind.DEFERRAL:
            return self.say("what_deferral", months=offer.pause)
        if offer.kind is OfferKind.EXTENSION:
            return self.say("what_extension", day=due[-1])
        if offer.kind is OfferKind.SETTLEMENT:
            return self.say("what_settlement", day=due[0], total=total)
        if len(due) == 1:
            return self.say("what_one", day=due[0], total=total)
        return self.say("what_instalments", count=len(due), total=total)

    def _way(self, way: Way) -> Compared | None:
        return next((one for one in self.found.compared if one.way is way), None)

    def _because(self, reason: Because) -> str:
        values = self._figures()
        if reason is Because.DOES_NOT_FIT and (self.found.fit is None or self.found.fit.when is None):
            return self.say("because.does_not_fit_ever")
        if reason is Because.NOT_WRITTEN:
            form = PaperForm.RECORDED if self.found.offer.form is PaperForm.RECORDED else PaperForm.ORAL
            return self.say(f"because.not_written_{form}")
        if reason is Because.DEARER_THAN_CONTRACT:
            values["more"] = self._more(Way.CONTRACT)
        if reason is Because.DEARER_THAN_FALLBACK:
            values["more"] = self._more(Way.FALLBACK)
        if reason is Because.DEARER_THAN_ASK:
            values["more"] = self._more(Way.ASK)
        return self.say(f"because.{reason}", **values)

    def _figures(self) -> dict[str, Value]:
        """Everything that a reason may name."""
        found = self.found
        more: dict[str, Value] = {"count": found.essential}
        if found.owed is not None:
            more["balance"] = Money(found.owed.balance)
            more["total"] = Money(found.offer.schedule.total)
            more["whole"] = Money(found.unwaived)
        if found.fit is not None and found.fit.when is not None:
            more["when"], more["short"] = found.fit.when, Money(found.fit.short)
        if found.offer.until is not None:
            more["until"] = found.offer.until
        if found.cost is not None:
            more["cost"] = _percent(found.cost.nominal)
        over = self._over()
        if over is not None:
            more["line"] = percent(over)
        return more

    def _more(self, way: Way) -> Money:
        """What the offer costs above that way; the ask stands in where there is no other fallback."""
        other = self._way(way) or self._way(Way.ASK) or self._way(Way.CONTRACT)
        return Money(self.found.compared[0].total - (other.total if other is not None else 0))

    def _over(self) -> Decimal | None:
        lines = [one.line for one in self.found.ceilings if one.claimable and one.line is not None]
        return min(lines, default=None)

    # --- the sums ------------------------------------------------------------------------------------

    def _compare(self) -> Iterator[Block]:
        voice = self.voice
        yield Heading(2, self.say("compare.heading"))
        columns = [Column(self.say("compare.way"))]
        columns += [Column(self.say(f"compare.{name}"), right=True) for name in ("total", "highest")]
        columns.append(Column(self.say("compare.last")))
        rows = tuple(
            Row(
                (voice.word("way", one.way), Money(one.total), Money(one.highest), one.last),
                strong=one.way is Way.OFFER,
            )
            for one in self.found.compared
        )
        yield Table(columns=tuple(columns), rows=rows)
        yield bullets(list(self._remarks()))

    def _remarks(self) -> Iterator[str]:
        contract, saved = self._way(Way.CONTRACT), self.found.saved
        base = "contract" if contract is not None else "today"
        if saved:
            yield self.say(f"compare.{'saved' if saved > 0 else 'more'}_{base}", amount=Money(abs(saved)))
        offer = self.found.compared[0]
        if contract is not None and offer.highest < contract.highest:
            yield self.say("compare.lighter", **{"from": Money(contract.highest), "to": Money(offer.highest)})
        price = self.found.cost
        if price is None or not price.nominal:
            yield self.say("compare.no_cost")
        else:
            key = "compare.cost_since" if self.line.debt.overdue_since else "compare.cost_today"
            yield self.say(key, nominal=_percent(price.nominal), effective=_percent(price.effective))
        if is_estimated(self.line, self.plan.case.as_of):
            yield self.say("compare.estimated")

    def _fit(self) -> Iterator[Block]:
        fit = self.found.fit
        assert fit is not None
        yield Heading(2, self.say("fit.heading"))
        if fit.if_agreed:
            yield Paragraph(self.say("fit.both" if fit.if_countered else "fit.agreed"))
        else:
            if fit.when is not None:
                yield Paragraph(self.say("fit.no", when=fit.when, short=Money(fit.short)), tone=Tone.WARNING)
            else:
                yield Paragraph(self.say("fit.no_ever"), tone=Tone.WARNING)
            yield Paragraph(self.say("fit.alone" if fit.alone else "fit.not_alone"))
            yield from self._near()
        business = self.line.debt.purpose is Pot.BUSINESS
        yield Paragraph(self.say("fit.how_business" if business else "fit.how"), tone=Tone.QUIET)

    def _near(self) -> Iterator[Block]:
        """What would fit near an offer that does not."""
        found = self.found
        if found.later is not None:
            yield Paragraph(self.say("fit.later", later=found.later))
        if found.spread is not None:
            each = Money(found.spread.payments[0])
            yield Paragraph(self.say("fit.spread", count=len(found.spread), amount=each))
        if found.most and len(found.offer.schedule) > 1:
            yield Paragraph(self.say("fit.most", most=Money(found.most)))

    def _waiver(self) -> Iterator[Block]:
        offer, owed = self.found.offer, self.found.owed
        saving = self.found.unwaived - offer.schedule.total
        said: list[str] = []
        values: dict[str, Value] = {
            "waived": Money(offer.waived or 0),
            "whole": Money(self.found.unwaived),
            "saved": Money(max(saving, 0)),
            "more": Money(max(-saving, 0)),
        }
        if self.found.waiver is not Waiver.NONE:
            summed = self.found.waiver is Waiver.REAL and not offer.waived
            said.append(self.say("waiver.real_sum" if summed else f"waiver.{self.found.waiver}", **values))
            said.append(self.say(f"waiver.whole_{'sum' if offer.kind is OfferKind.SETTLEMENT else 'months'}", **values))
        if Trap.CLAIMS_MORE in self.found.traps and offer.claimed is not None and owed is not None:
            gap = Money(offer.claimed - owed.balance)
            claimed, balance = Money(offer.claimed), Money(owed.balance)
            said.append(self.say("waiver.claims_more", claimed=claimed, balance=balance, more=gap))
        if said:
            yield Heading(2, self.say("waiver.heading"))
            yield bullets(said)

    def _ceilings(self) -> Iterator[Block]:
        price = self.found.cost
        if price is None:
            return
        items, told = [], set()
        for one in self.found.ceilings:
            # A line that nobody may rely on is no news while the cost is below it, and window guidance never is.
            above = (one.over or 0) > 0
            if one.line is None or one.assisted or one.say is Say.TALK_ONLY or not (above or one.say in _GROUNDS):
                continue
            if one.over is None or (one.line, one.excess) in told:
                continue
            told.add((one.line, one.excess))
            side = self.say("ceiling.below")
            if above:
                side = self.say("ceiling.above", excess=Money(one.excess)) if one.excess else self.say("ceiling.over")
            text = self.say("ceiling.known", line=percent(one.line), cost=_percent(price.nominal), side=side)
            limits = self._limits(one) if above else ()
            items.append(Item(self.voice.sentences(text, *limits), self.citations.cite(one.rule)))
        if items:
            yield Heading(2, self.say("ceiling.heading"))
            yield bullets(items)

    def _limits(self, one: Ceiling) -> Iterator[str]:
        """What the rule lets one do, and what must not be read into it."""
        yield self.voice.of(one.rule.use)
        if one.rule.caution is not None:
            yield self.voice.of(one.rule.caution)

    # --- paper and traps -------------------------------------------------------------------------------

    def _missing(self) -> Iterator[Block]:
        found = self.found
        yield Heading(2, self.say("missing.heading"))
        notes = self.citations.cite(*found.rules)
        if not found.missing:
            yield Paragraph(self.say("missing.nothing"), notes)
            return
        if not found.offer.terms:
            yield Paragraph(self.say("missing.unsaid"))
        must, better = found.missing[: found.essential], found.missing[found.essential :]
        if must:
            yield Paragraph(self.say("missing.essential"), notes)
            yield bullets([self.voice.word("paper_term", term) for term in must])
        if better:
            yield Paragraph(self.say("missing.better"))
            yield bullets([self.voice.word("paper_term", term) for term in better])

    def _traps(self) -> Iterator[Block]:
        if not self.found.traps:
            return
        offer = self.found.offer
        values: dict[str, Value] = {"last": Money(offer.schedule.payments[-1])}
        if offer.until is not None:
            values["until"] = offer.until
        yield Heading(2, self.say("traps.heading"))
        yield bullets([self.say(f"traps.{trap}", **values) for trap in self.found.traps])

    # --- the answer ------------------------------------------------------------------------------------

    def _answer(self) -> Iterator[Block]:
        yield Heading(2, self.say("answer.heading"))
        for line in self._lines():
            yield self._spoken(*line)
        if self.found.verdict is Verdict.COUNTER:
            for key, values in self._time():
                yield self._spoken(key, values)
        if self.found.counter is not None:
            most = self.line.walk_away
            beyond = most is not None and self.found.counter.schedule.highest > most
            yield self._spoken("counter_if_others" if beyond else "counter", {})
            yield from self._counter()
        if self.found.verdict is not Verdict.ACCEPT:
            yield self._spoken("tomorrow", {})
        if self.found.verdict in (Verdict.ACCEPT, Verdict.WRITING_FIRST, Verdict.WAIT):
            yield Paragraph(self.say("answer.free_help"))

    def _time(self) -> Iterator[tuple[str, dict[str, Value]]]:
        """The same total on a later day, or in more payments."""
        found = self.found
        if found.later is not None:
            yield "later", {"later": found.later}
        elif found.spread is not None:
            due, paid = found.spread.due, found.spread.payments
            total = Money(found.spread.total)
            yield "spread", {"total": total, "count": len(due), "amount": Money(paid[0]), "first": due[0]}

    def _lines(self) -> Iterator[tuple[str, dict[str, Value]]]:
        """The sentences to say, by key of ``answer`` with their values."""
        found, offer = self.found, self.found.offer
        if found.verdict is Verdict.CHECK_FIRST:
            yield "check", {}
        elif Because.NEVER in found.because:
            for trap in found.traps:
                if trap in NEVER:
                    yield f"never_{trap}", {}
        elif found.verdict is Verdict.REFUSE:
            yield "no_money", {}
        elif found.verdict is Verdict.COUNTER:
            yield self._thanks(), {}
        elif found.verdict is Verdict.WRITING_FIRST:
            yield "writing" if Because.NOT_WRITTEN in found.because else "writing_more", {}
        elif found.verdict is Verdict.WAIT:
            yield "wait", {}
        else:
            first: dict[str, Value] = {"amount": Money(offer.schedule.payments[0]), "first": offer.schedule.due[0]}
            once = "_once" if len(offer.schedule) == 1 else ""
            yield f"accept{once}{'_person' if found.kind in PERSONAL_LENDERS else ''}", first
        if offer.kind is OfferKind.DEFERRAL and found.verdict in (Verdict.ACCEPT, Verdict.WRITING_FIRST):
            yield "pause", {}
        if Because.ABOVE_RATE in found.because:
            yield "rate", {"whole": Money(found.unwaived)}
        if Trap.CLAIMS_MORE in found.traps and offer.claimed is not None:
            yield "claims", {"claimed": Money(offer.claimed)}
        over = self._over()
        if Because.ABOVE_CEILING in found.because and over is not None:
            yield "ceiling", {"line": percent(over)}
        if found.verdict in (Verdict.WRITING_FIRST, Verdict.WAIT) and found.essential:
            yield "terms", {}
        if Trap.LATE_CANCELS in found.traps and found.verdict not in (Verdict.COUNTER, Verdict.REFUSE):
            yield "late", {}

    def _thanks(self) -> str:
        because = self.found.because
        if self.found.later is not None:
            return "thanks_later"
        if self.found.spread is not None:
            return "thanks_spread"
        if Because.TOO_LATE in because:
            return "thanks_late"
        return "thanks_fit" if Because.DOES_NOT_FIT in because else "thanks_price"

    def _spoken(self, key: str, values: dict[str, Value]) -> Spoken:
        """The sentence in Chinese, with English beside it on an English page."""
        both = [self.voice.catalogue.aloud(), *([self.voice.catalogue] if self.voice.lang != "zh" else [])]
        said = []
        for words in both:
            more = {"terms": self._terms(words)} if key == "terms" else {}
            said.append(words.say("offer", f"answer.{key}", **{**values, **more}))
        return Spoken(zh=said[0], beside=said[1] if len(said) > 1 else "")

    def _terms(self, words: Catalogue) -> str:
        named = [words.word("paper_term", term) for term in self.found.missing[: self.found.essential][:_ALOUD]]
        return ("；" if words.lang == "zh" else "; ").join(named)

    def _counter(self) -> Iterator[Block]:
        """The ask and its figures in the words of the plan's own script."""
        points = self.script.part(Part.ASK) if self.script is not None else ()
        for point in points:
            if point.spoken and point.code.partition(".")[0] in ("lead", "figures", "waive"):
                yield spoken(point, self.voice, self.citations)


def _percent(rate: Decimal) -> str:
    """A yearly rate; one beyond all meaning is only said to be enormous."""
    return percent(rate) if rate < _BEYOND else f"{percent(_BEYOND)}+"
