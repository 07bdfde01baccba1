"""A rehearsal → blocks: how it opens, one line of the other side, what an answer crossed, and the summary.

On a terminal the parts are shown one after the other; from a script file they make one page of the same blocks.
"""

from collections.abc import Iterator, Sequence

from debtadvisor.core.codes import LenderKind, Stage, Standing
from debtadvisor.core.plan.model import Plan
from debtadvisor.core.policy.model import PolicyBook, Rule
from debtadvisor.core.rehearse.model import (
    Answer,
    Choice,
    Guardrail,
    Improper,
    Played,
    Scene,
    SceneEnd,
    Slip,
    Speaker,
    Summary,
    Turn,
)
from debtadvisor.core.script.model import Part, ScriptPoint
from debtadvisor.output.blocks import Block, Bullets, Heading, Item, Paragraph, Report, Spoken, Tone, bullets
from debtadvisor.output.safe import clean
from debtadvisor.output.sources import Citations, sources_part
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import Catalogue, Value
from debtadvisor.text.rehearsed import TOPIC, label, line, spoken, told
from debtadvisor.text.scripted import sentence

_NO_LINE = (LenderKind.PRIVATE_LENDING, LenderKind.OTHER)
# What is done after the call, by its end.
_AFTER = {
    SceneEnd.AGREED: ("recap", "first_payment", "recorded_card", "cannot_keep"),
    SceneEnd.COUNTERED: ("log", "no_answer"),
    SceneEnd.REFUSED: ("log", "no_answer", "look_again", "held.advice"),
    SceneEnd.PAPERS: ("log", "held.advice"),
}


class RehearsalPage:
    """Makes the parts of one rehearsal in one language; sources are numbered through all of them."""

    def __init__(self, scene: Scene, plan: Plan, book: PolicyBook, words: Catalogue) -> None:
        self.scene, self.plan, self.words = scene, plan, words
        self.chinese = words.aloud()
        self.voice = Voice(words, plan.case, book)
        self.citations = Citations()
        self._told_where = False

    def report(self, *parts: Sequence[Block]) -> Report:
        """Those parts as one page."""
        return Report(self.words.lang, tuple(block for part in parts for block in part))

    def opening(self) -> list[Block]:
        """What this is, who speaks how, and what such a lender usually does."""
        scene = self.scene
        blocks: list[Block] = [
            Heading(1, self._say("page.title", name=self.voice.name(scene.debt))),
            Paragraph(self._say("page.intro")),
            Paragraph(self._say(f"page.{self._who()}", pressure=self._say(f"pressure.{scene.pressure}"))),
        ]
        if scene.steps:
            items = [
                Item(
                    self._say("page.step", from_day=step.from_day, what=self.voice.of(step.what)),
                    self.citations.cite(step),
                )
                for step in scene.steps
            ]
            blocks += [Paragraph(self._say("page.steps")), Bullets(tuple(items))]
        return [*blocks, Paragraph(self._say("page.how"))]

    def _who(self) -> str:
        if self.scene.speaker is Speaker.HELD:
            return "sold" if self.scene.stage is Stage.ASSIGNED else "held"
        way = "calls_in" if self.scene.calls_in else "dialled"
        return f"private_{way}" if self.scene.speaker is Speaker.PRIVATE else way

    def line(self, place: int) -> list[Block]:
        """The line at that place and the sentences on offer."""
        turn = self.scene.turns[place]
        head = self._say("page.they_turn", number=place + 1, count=len(self.scene.turns))
        blocks: list[Block] = [self._spoken(head, *(line(words, self.scene, turn) for words in self._both()))]
        blocks.append(Paragraph(self._say("page.choices"), tone=Tone.QUIET))
        items = (self._choice(number, choice) for number, choice in enumerate(turn.choices, start=1))
        return [*blocks, Bullets(tuple(items))]

    def _choice(self, number: int, choice: Choice) -> Item:
        """A sentence on offer with its number; on an English page its translation behind it."""
        condition = self._say("page.if_true") if choice.if_true else ""
        zh, beside = (spoken(words, choice) for words in self._both())
        words = f"{condition}{zh}" if self.words.lang == "zh" else f"{condition}{zh} ({beside})"
        return Item(words, label=str(number))

    def said(self, turn: Turn, answer: Answer, slips: Sequence[Slip]) -> list[Block]:
        """What the borrower said; a secret is not repeated."""
        if any(slip.guardrail is Guardrail.SECRET for slip in slips) and not answer.number:
            return [Paragraph(self._say("page.hidden"), tone=Tone.QUIET)]
        if answer.number:
            texts = [spoken(words, turn.choices[answer.number - 1]) for words in self._both()]
            return [self._spoken(self._say("page.you"), *texts)]
        return [self._spoken(self._say("page.you"), answer.text, "")]

    def feedback(self, played: Played) -> list[Block]:
        """Each guardrail that was crossed, why it matters, the better sentence; then what is wrong with their line."""
        blocks: list[Block] = []
        for slip in played.slips:
            blocks.append(Paragraph(told(self.words, slip, "what"), tone=Tone.WARNING))
            why = self.voice.sentences(told(self.words, slip, "why"), told(self.words, slip, "then"))
            blocks.append(Paragraph(why, self.citations.cite(*slip.claims)))
        if played.slips:
            blocks.append(self._better(played.turn))
        else:
            blocks.append(Paragraph(self._say("page.nothing"), tone=Tone.QUIET))
        if played.turn.improper is not None:
            blocks += self._about_their_line(played.turn, played.turn.improper)
        if played.turn.breath:
            blocks.append(Paragraph(self._say("page.breath")))
        return blocks

    def _better(self, turn: Turn) -> Spoken:
        condition = self._say("page.if_true") if turn.good.if_true else ""
        zh, beside = self._good(turn)
        return Spoken(zh=zh, label=self._say("page.better"), beside=beside, condition=condition)

    def _good(self, turn: Turn) -> tuple[str, str]:
        zh, beside = (spoken(words, turn.good) for words in self._both())
        return zh, beside if self.words.lang != "zh" else ""

    # --- a line that is itself not right --------------------------------------------------------------

    def _about_their_line(self, turn: Turn, improper: Improper) -> list[Block]:
        blocks: list[Block] = [
            Heading(3, self._say("page.improper")),
            Paragraph(self._say(f"improper.{improper}")),
        ]
        if turn.rules:
            blocks += [Paragraph(self._say("improper.rules")), Bullets(tuple(map(self._rule, turn.rules)))]
        elif improper in (Improper.MANY_DIALS, Improper.THIRD_PARTY_CONTACT):
            blocks.append(Paragraph(self._say("improper.no_rule")))
        if not self._told_where:  # once is enough for somebody who is being pressed
            blocks += [Paragraph(self._say("improper.complain")), Bullets(tuple(self._complain()))]
        self._told_where = True
        return blocks

    def _rule(self, rule: Rule) -> Item:
        text = self._say(
            "improper.rule",
            text=self.voice.of(rule.statement),
            standing=self.voice.word("standing", rule.standing),
            confidence=self.voice.word("confidence", rule.confidence),
        )
        caution = ""
        if rule.caution is not None:
            caution = self._say("improper.caution", text=self.voice.of(rule.caution))
        elif rule.standing is Standing.GUIDELINE:
            caution = self.words.say("log", "conduct.not_law")
        return Item(self.voice.sentences(text, caution), self.citations.cite(rule))

    def _complain(self) -> Iterator[Item]:
        scene = self.scene
        if scene.stage is Stage.ASSIGNED:
            yield Item(self._say("improper.bought"))
        elif scene.kind in _NO_LINE:
            yield Item(self._say("improper.person"))
            return
        else:
            for channel in scene.profile.channels:
                if channel.use in ("complain", "supervise"):
                    how = self.voice.of(channel.how)
                    number = f" {channel.number}" if channel.number and channel.number not in how else ""
                    yield Item(how + number, self.citations.cite(channel))
        yield Item(self._say("improper.truthful"))

    # --- the end --------------------------------------------------------------------------------------

    def closing(self, found: Summary) -> list[Block]:
        """What went safely, what to practise, what to have at hand, what follows; sources last."""
        blocks: list[Block] = [Heading(2, self._say("end.heading"))]
        blocks += self._ended() if found.finished else [Paragraph(self._say("end.stopped"))]
        if found.steady:
            labels = dict.fromkeys(label(self.words, turn) for turn in found.steady)
            blocks.append(Paragraph(self._say("end.steady", labels=self._say("end.comma").join(labels))))
        elif found.practise:
            blocks.append(Paragraph(self._say("end.no_steady")))
        blocks += self._practise(found)
        blocks += [Heading(3, self._say("end.at_hand")), bullets(self._at_hand())]
        after = [self._point(point) for point in self._after()] if found.finished else []
        if after:
            blocks += [Heading(3, self._say("end.after")), Bullets(tuple(after))]
        blocks += [Paragraph(self._say("end.differs")), Paragraph(self._say("end.unsaved"), tone=Tone.QUIET)]
        return [*blocks, *sources_part(self.citations, self.voice, self.plan.book_version)]

    def _ended(self) -> Iterator[Block]:
        scene = self.scene
        yield Paragraph(self._say(f"end.{self._end()}"))
        if scene.ending is SceneEnd.COUNTERED:
            for point in scene.script.part(Part.COUNTER):
                if point.code.startswith("figures."):
                    yield self._spoken("", *(sentence(words, point) for words in self._both()))

    def _end(self) -> str:
        """A held debt ends with papers, however the other side rang off; what was agreed to depends on the ask."""
        if self.scene.speaker is Speaker.HELD:
            return SceneEnd.PAPERS
        tone = self.scene.turns[-1].tone
        if self.scene.ending is SceneEnd.AGREED and tone != "offer":
            return f"{self.scene.ending}_{tone}"
        return self.scene.ending

    def _practise(self, found: Summary) -> Iterator[Block]:
        if not found.practise:
            if found.finished:
                yield Paragraph(self._say("end.nothing_to_practise"))
            return
        yield Heading(3, self._say("end.practise"))
        for slip, turn in found.practise:
            zh, beside = self._good(turn)
            head = self._say(
                "end.practise_item",
                guardrail=self._say(f"guardrail.{slip.guardrail}"),
                label=label(self.words, turn),
            )
            condition = self._say("page.if_true") if turn.good.if_true else ""
            yield Spoken(zh=zh, label=head[:1].upper() + head[1:], beside=beside, condition=condition)

    def _at_hand(self) -> Iterator[str]:
        scene = self.scene
        yield self._say("end.at_hand_script", debt=scene.debt)
        for point in scene.script.part(Part.WALK_AWAY):
            if not point.spoken:
                yield sentence(self.words, point)
        papers = ("have",) if scene.speaker is not Speaker.HELD else ("held.own_records", "held.police", "held.death")
        for point in scene.script.part(Part.PROOF):
            if point.code in papers:
                yield sentence(self.words, point)
        private = scene.speaker is Speaker.PRIVATE or scene.kind is LenderKind.PRIVATE_LENDING
        yield self._say("end.at_hand_pen_private" if private else "end.at_hand_pen")

    def _after(self) -> Iterator[ScriptPoint]:
        for point in self.scene.script.part(Part.AFTER):
            if point.code.startswith(_AFTER[self.scene.ending]):
                yield point

    def _point(self, point: ScriptPoint) -> Item:
        return Item(sentence(self.words, point), self.citations.cite(*point.claims))

    # --- words ----------------------------------------------------------------------------------------

    def hint(self, turn: Turn) -> str:
        """What will do on this line, for someone to whom nothing comes to mind."""
        return clean(self._say("ask.why", words=self._good(turn)[0]))

    def _spoken(self, head: str, zh: str, beside: str) -> Spoken:
        return Spoken(zh=zh, label=head, beside=beside if self.words.lang != "zh" else "")

    def _both(self) -> tuple[Catalogue, Catalogue]:
        """Chinese, then the page's own language; on a Chinese page the second is not shown."""
        return self.chinese, self.words

    def _say(self, key: str, /, **values: Value) -> str:
        return self.words.say(TOPIC, key, **values)
