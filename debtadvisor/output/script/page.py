"""Scripts → the page to hold during a call: what to say in Chinese, English beside it on an English page."""

from collections.abc import Iterator, Sequence

from debtadvisor.core.codes import PackChannel
from debtadvisor.core.plan.model import Plan, Stopped
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.script.model import TRANSFER_PROOF, Claim, Part, Script, ScriptPoint
from debtadvisor.output.blocks import Block, Bullets, Heading, Item, Paragraph, Report, Spoken, Tone
from debtadvisor.output.plan.stop import stop_report
from debtadvisor.output.sources import Citations, sources_part
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import Catalogue
from debtadvisor.text.scripted import CHANNELS, cost, sentence, they_say


def script_report(
    plan: Plan | Stopped,
    scripts: Sequence[Script],
    book: PolicyBook,
    catalogue: Catalogue,
    *,
    debt: str | None = None,
    channel: PackChannel = PackChannel.PHONE,
) -> Report:
    """The script page for one debt, or for all in the order of the scripts; for a `Stopped`, help alone.

    Raises KeyError when `debt` has no script.
    """
    voice = Voice(catalogue, plan.case, book)
    if isinstance(plan, Stopped):
        return stop_report(plan, voice)
    chosen = [script for script in scripts if debt in (None, script.debt)]
    if debt is not None and not chosen:
        raise KeyError(debt)
    citations = Citations()
    blocks: list[Block] = [Heading(1, _frame("heading", channel, voice))]
    blocks.append(Paragraph(_frame("intro", channel, voice) if chosen else voice.say("script.none")))
    if channel is PackChannel.COLLECTOR and len(chosen) > 1:
        blocks.extend(_together(chosen, voice, citations))
    else:
        for script in chosen:
            blocks.extend(_script(script, voice, citations))
    if chosen:
        blocks.extend(_other_channels(channel, voice))
    blocks.extend(sources_part(citations, voice, plan.book_version))
    return Report(voice.lang, tuple(blocks))


def first_words(scripts: Sequence[Script], debt: str, voice: Voice, citations: Citations) -> list[Block]:
    """How the call about that debt opens: the spoken lines of the opening and the ask, of a sold claim up to the
    proof that is asked for. [] when there is no script."""
    found = next((script for script in scripts if script.debt == debt), None)
    if found is None:
        return []
    points = [point for part in (Part.OPENING, Part.ASK) for point in found.part(part) if point.spoken]
    proof = next((n for n, point in enumerate(points, 1) if point.code == TRANSFER_PROOF), len(points))
    return [spoken(point, voice, citations) for point in points[:proof]]


def _together(scripts: Sequence[Script], voice: Voice, citations: Citations) -> Iterator[Block]:
    """What is the same for all debts once, then what each has besides; debts with the same besides stand together.

    The same means the same words on the same texts: a line keeps to its debt where other texts bind the lender.
    """
    channel = scripts[0].channel
    shared = tuple(p for p in scripts[0].points if all(p in one.points for one in scripts[1:]))
    yield Paragraph(_frame("together", channel, voice))
    yield Heading(2, _frame("shared", channel, voice))
    yield from _parts(shared, channel, voice, citations)
    own: list[tuple[tuple[ScriptPoint, ...], bool, list[str]]] = []
    for script in scripts:
        points = tuple(point for point in script.points if point not in shared)
        names = next((names for same, held, names in own if (same, held) == (points, script.held)), None)
        if names is None:
            own.append((points, script.held, [voice.name(script.debt)]))
        else:
            names.append(voice.name(script.debt))
    for points, held, names in own:
        if points or held:
            yield Heading(2, voice.joined(names))
            yield from _held(channel, voice) if held else ()
            yield from _parts(points, channel, voice, citations)


def _script(script: Script, voice: Voice, citations: Citations) -> Iterator[Block]:
    yield Heading(2, voice.name(script.debt))
    if script.held:
        yield from _held(script.channel, voice)
    yield from _parts(script.points, script.channel, voice, citations)


def _held(channel: PackChannel, voice: Voice) -> Iterator[Block]:
    yield Paragraph(_frame("held", channel, voice), tone=Tone.WARNING)


def _parts(points: Sequence[ScriptPoint], channel: PackChannel, voice: Voice, citations: Citations) -> Iterator[Block]:
    for part in Part:
        mine = [point for point in points if point.part is part]
        if mine:
            yield Heading(3, _title(part, channel, voice))
            yield from _points(mine, voice, citations)


_ON_THE_PHONE = {"heading": "title.script", "intro": "script.intro", "held": "script.held"}


def _frame(key: str, channel: PackChannel, voice: Voice) -> str:
    """Heading, introduction or warning of a page for that channel."""
    if channel is PackChannel.PHONE:
        return voice.say(_ON_THE_PHONE[key])
    return voice.catalogue.say(CHANNELS, f"{channel}.{key}")


def _title(part: Part, channel: PackChannel, voice: Voice) -> str:
    own = voice.catalogue.find(CHANNELS, f"{channel}.title.{part}")
    word = own if isinstance(own, str) else voice.word("part", part)
    return word[:1].upper() + word[1:]


def _other_channels(here: PackChannel, voice: Voice) -> Iterator[Block]:
    """Which other channels there are, when each is the right one, and how to see its page."""
    say = voice.catalogue.say
    yield Heading(2, say(CHANNELS, "frame.others"))
    items = [
        Item(
            say(CHANNELS, "frame.other", when=say(CHANNELS, f"{one}.when"), code=one.value),
            label=say(CHANNELS, f"{one}.name"),
        )
        for one in PackChannel
        if one is not here
    ]
    yield Bullets(tuple(items))
    yield Paragraph(say(CHANNELS, "frame.how"), tone=Tone.QUIET)


def _points(points: Sequence[ScriptPoint], voice: Voice, citations: Citations) -> Iterator[Block]:
    """Spoken lines each alone; the others in a row together as one list."""
    silent: list[Item] = []
    for point in points:
        if not point.spoken:
            silent.append(_item(point, voice, citations))
            continue
        if silent:
            yield Bullets(tuple(silent))
            silent = []
        yield spoken(point, voice, citations)
    if silent:
        yield Bullets(tuple(silent))


def _item(point: ScriptPoint, voice: Voice, citations: Citations) -> Item:
    mark = voice.say("script.if_true") if point.if_true else ""
    text = voice.sentences(f"{mark}{sentence(voice.catalogue, point)}", _aside(point, voice))
    return Item(text, citations.cite(*point.claims))


def spoken(point: ScriptPoint, voice: Voice, citations: Citations) -> Spoken:
    """A sentence to say: Chinese, English beside it on an English page, with its condition and what it can cost."""
    chinese = sentence(voice.catalogue.aloud(), point)
    return Spoken(
        zh=chinese,
        label=_they_say(point, voice),
        beside="" if voice.lang == "zh" else sentence(voice.catalogue, point),
        notes=citations.cite(*point.claims),
        condition=voice.say("script.if_true") if point.if_true else "",
        aside=_aside(point, voice),
    )


def _they_say(point: ScriptPoint, voice: Voice) -> str:
    words = they_say(voice.catalogue, point)
    if not words:
        return ""
    if isinstance(voice.catalogue.find(CHANNELS, f"{point.channel}.they_say"), str):
        return voice.catalogue.say(CHANNELS, f"{point.channel}.they_say", words=words)
    if voice.lang == "zh":
        return voice.say("script.they_say", words=words)
    return voice.say("script.they_say_both", words=words, zh=they_say(Catalogue("zh"), point))


def _aside(point: ScriptPoint, voice: Voice) -> str:
    costs = cost(voice.catalogue, point)
    said = [voice.say("script.cost", text=costs)] if costs else []
    if point.claims and "standing" not in point.values:  # some points say their strength themselves
        said.append(voice.say("script.basis", text=_strengths(point.claims, voice)))
    return voice.sentences(*said)


def _strengths(claims: Sequence[Claim], voice: Voice) -> str:
    """法律，把握大；常见做法，把握一般。"""
    rows = dict.fromkeys(
        voice.say(
            "sources.standing",
            standing=voice.word("standing", claim.standing),
            confidence=voice.word("confidence", claim.confidence),
        )
        for claim in claims
    )
    return voice.say("sources.joint").join(rows) + voice.say("sources.end")
