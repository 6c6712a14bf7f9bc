"""Composing: a storyboard while it is being made, and the small changes that make it.

    draft = Draft.of(storyboard)
    draft = draft.after(Put(("s1", "story"), "The sun warms the sea."))
    draft.storyboard

A draft is what an editor shows: cards in order, some of them empty or half done. Its ``storyboard`` is a valid value at
every moment: what is unfinished or faulty is left out of it, and told in ``problems``. A card is known by its id, which
stays, whatever is moved. Bodies are those of the API (camelCase), so that an editor in any language speaks the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from typing import Any

from pydantic.alias_generators import to_camel

from pictory_nb.errors import BadArguments, BadStoryboard, Problem
from pictory_nb.lint import Finding, check
from pictory_nb.storyboard import Scene, Storyboard

__all__ = ["Card", "Change", "Draft", "Insert", "Move", "Put", "Remark", "Remove", "Splice", "read_change"]

Body = Mapping[str, Any]
Place = tuple[str | int, ...]
"""Where a value stands: the id of a card, or an empty text for the video itself, and the way into its body."""


@dataclass(frozen=True)
class Put:
    """``value`` stands at ``at`` from now on; None takes away what stood there, an item of a list too."""

    at: Place
    value: Any


@dataclass(frozen=True)
class Splice:
    """In the text at ``at``, of ``of`` characters, ``cut`` characters from ``start`` on give way to ``text``."""

    at: Place
    start: int
    cut: int
    text: str
    of: int


@dataclass(frozen=True)
class Insert:
    """New cards, given as (id, body of the scene), stand from ``index`` on."""

    index: int
    cards: tuple[tuple[str, Body], ...]


@dataclass(frozen=True)
class Remove:
    """The cards of these ids are gone."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class Move:
    """The cards of these ids stand together, in this order, from ``index`` of the others on."""

    ids: tuple[str, ...]
    index: int


Change = Put | Splice | Insert | Remove | Move


def read_change(told: Mapping[str, Any]) -> Change:
    """The change that an editor tells as JSON. Raises ``BadArguments`` for anything else.

    ``{"put": [id, "story"], "value": …}``, ``{"splice": [id, "story"], "start": 3, "cut": 1, "text": "", "of": 9}``,
    ``{"insert": 2, "cards": [[id, {…}]]}``, ``{"remove": [id]}``, ``{"move": [id], "to": 0}``
    """
    match told:
        case {"put": [str() as card, *way], "value": value}:
            return Put((card, *way), value)
        case {"splice": [str() as card, *way], "start": int() as start, "cut": int() as cut, "text": str() as text}:
            return Splice((card, *way), start, cut, text, int(told.get("of", -1)))
        case {"insert": int() as index, "cards": list() as cards}:
            return Insert(index, tuple((str(card), dict(body)) for card, body in cards))
        case {"remove": list() as ids}:
            return Remove(tuple(map(str, ids)))
        case {"move": list() as ids, "to": int() as index}:
            return Move(tuple(map(str, ids)), index)
    raise _misfit(f"{sorted(told)} is no change")


@dataclass(frozen=True)
class Card:
    """One scene as it is being made. ``scene`` is what of it is sound, None where that is nothing."""

    id: str
    body: Body = field(default_factory=dict)
    scene: Scene | None = None
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, id: str, body: Body, before: Scene | None = None) -> Card:
        """A card that is judged. Where nothing of it is sound the scene of ``before`` stands in."""
        if not _says_anything(body):
            return cls(id, body)
        scene, problems = _sound(Scene, body)
        return cls(id, body, scene or before, problems)


@dataclass(frozen=True)
class Remark:
    """A finding where an editor can show it: ``at`` a field, with the changes that mend it in one go."""

    at: Place
    level: str
    reason: str
    mend: str
    fix: tuple[Put, ...] = ()


@dataclass(frozen=True)
class Draft:
    """``head`` is the body of the storyboard without its scenes; ``before`` what stands in where nothing is sound."""

    head: Body = field(default_factory=dict)
    cards: tuple[Card, ...] = ()
    before: Storyboard | None = None

    @classmethod
    def of(cls, storyboard: Storyboard) -> Draft:
        """The draft that a finished storyboard is."""
        return cls().following(storyboard)

    def following(self, storyboard: Storyboard) -> Draft:
        """The draft of ``storyboard`` in which every scene that is here already keeps its card."""
        ids = self._ids_for(storyboard.scenes)
        known = {card.id: card for card in self.cards}
        cards = tuple(
            card
            if (card := known.get(id)) and card.scene == scene and not card.problems
            else Card(id, scene.to_wire(), scene)
            for id, scene in zip(ids, storyboard.scenes, strict=True)
        )
        head = {name: value for name, value in storyboard.to_wire().items() if name != "scenes"}
        return Draft(head, cards, storyboard)

    def after(self, change: Change) -> Draft:
        """The draft with ``change`` made. Raises ``BadArguments`` where it does not fit."""
        match change:
            case Put(at, value):
                return self._at(at[0], lambda body: _put(body, at[1:], value))
            case Splice(at):
                return self._at(at[0], lambda body: _put(body, at[1:], _spliced(_text_at(body, at[1:]), change)))
            case Insert(index, told):
                if repeated := {card.id for card in self.cards} & {id for id, _ in told}:
                    raise _misfit(f"there is a card {sorted(repeated)[0]!r} already")
                new = [Card.of(id, body) for id, body in told]
                return self._with([*self.cards[:index], *new, *self.cards[index:]])
            case Remove(ids):
                self._known(ids)
                return self._with([card for card in self.cards if card.id not in ids])
            case Move(ids, index):
                moved = self._known(ids)
                rest = [card for card in self.cards if card.id not in ids]
                return self._with([*rest[:index], *moved, *rest[index:]])

    @property
    def storyboard(self) -> Storyboard | None:
        """All that is sound, as a valid storyboard; None while there is nothing to show and nothing to say."""
        return self._judged[0]

    @property
    def sound(self) -> tuple[Card, ...]:
        """The cards that are scenes of the storyboard, in its order."""
        return tuple(card for card in self.cards if card.scene is not None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the video itself."""
        return self._judged[1]

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Everything worth knowing, each where it belongs: what is faulty, and what ``check`` finds in the rest."""
        return tuple(self._remarks())

    @cached_property
    def _judged(self) -> tuple[Storyboard | None, tuple[Problem, ...]]:
        scenes = [card.scene for card in self.sound]
        if not scenes and not self.head.get("templateId"):
            return None, _sound(Storyboard, {**_named(self.head, []), "scenes": [_NOTHING]})[1]
        storyboard, problems = _sound(Storyboard, {**_named(self.head, scenes), "scenes": scenes})
        if storyboard is None and self.before is not None:
            storyboard = self.before.replace(scenes=scenes)
        return storyboard, problems

    def _remarks(self) -> Iterator[Remark]:
        ids = [card.id for card in self.sound]
        for problem in self.problems:
            yield _faulty("", problem, ids)
        for card in self.cards:
            yield from (_faulty(card.id, problem, ids) for problem in card.problems)
        for finding in check(self.storyboard) if self.storyboard else ():
            yield _remark(finding, ids)

    def _at(self, id: str | int, change: Any) -> Draft:
        if id == "":
            return Draft(change(self.head), self.cards, self.storyboard or self.before)
        (old,) = self._known([str(id)])
        new = Card.of(old.id, change(old.body), old.scene)
        return self._with([new if card is old else card for card in self.cards])

    def _with(self, cards: Iterable[Card]) -> Draft:
        return replace(self, cards=tuple(cards))

    def _known(self, ids: Sequence[str]) -> list[Card]:
        cards = {card.id: card for card in self.cards}
        if strange := [id for id in ids if id not in cards]:
            raise _misfit(f"there is no card {strange[0]!r}")
        return [cards[id] for id in dict.fromkeys(ids)]

    def _ids_for(self, scenes: Sequence[Scene]) -> list[str]:
        """The same scene keeps its id, then the one that took its place; others get new ones."""
        left = {card.id: card for card in self.cards}
        ids: list[str | None] = []
        for scene in scenes:
            same = next((id for id, card in left.items() if card.scene == scene), None)
            ids.append(same)
            left.pop(same, None)  # type: ignore[arg-type]
        for number, card in enumerate(self.cards):
            if card.id in left and number < len(ids) and ids[number] is None:
                ids[number] = left.pop(card.id).id
        new = (id for number in count(1) if (id := f"s{number}") not in {card.id for card in self.cards})
        return [id or next(new) for id in ids]


_NOTHING = Scene(story="…")
"""Stands in for the scenes while there are none, so that the rest can be judged."""


def _misfit(reason: str) -> BadArguments:
    return BadArguments([Problem("change", reason, "look at the draft again")])


_SOURCES = ("story", "storyCoPilot", "blogUrl", "pptUrl", "audioUrl", "videoUrl")


def _says_anything(body: Body) -> bool:
    """Whether a card is more than an empty one: a look alone shows nothing yet, and is no mistake either."""
    return any(body.get(name) for name in _SOURCES) or bool(body.get("background") or body.get("elements"))


def _named(head: Body, scenes: Sequence[Scene]) -> dict[str, Any]:
    """The head with a name; the first words are one where none was given."""
    if str(head.get("videoName") or "").strip():
        return dict(head)
    story = next((scene.story for scene in scenes if scene.story), "")
    words = re.sub(r"[^\w \-]", "", re.sub(r"</?strong>", "", story).replace("\n", " ")).split()
    return {**head, "videoName": " ".join(words[:8])[:80] or "video"}


def _sound(word: Any, body: dict[str, Any] | Body) -> tuple[Any, tuple[Problem, ...]]:
    """What of ``body`` is sound as a ``word``, None where that is nothing; and all that is wrong with it."""
    problems: tuple[Problem, ...] = ()
    for _ in range(4):  # what hides behind a mistake is found once that is out of the way
        try:
            return word.from_wire(body), problems
        except BadStoryboard as error:
            problems = problems or error.problems
            less = body
            for problem in sorted(error.problems, key=lambda problem: problem.path, reverse=True):
                less = _without(less, _way(problem.path))
            if less == body:
                break
            body = less
    return None, problems


def _without(body: Body, way: Place) -> Body:
    """The body without what stands at ``way``, or without the nearest thing around it."""
    for length in range(len(way), 0, -1):
        try:
            _value_at(body, way[:length])
        except (KeyError, IndexError, TypeError):
            continue
        return _put(body, way[:length], None)
    return body


def _way(path: str) -> Place:
    """``background.visual_url`` as the way into a body: ``("background", "visualUrl")``."""
    parts = re.findall(r"\[(\d+)\]|([^.\[\]]+)", path)
    return tuple(int(number) if number else _SPELT.get(name, to_camel(name)) for number, name in parts)


_SPELT = {"is_ssml_story": "isSSMLStory", "folder_uri": "folder_uri", "content_rating": "content_rating"}


def _value_at(body: Any, way: Place) -> Any:
    for step in way:
        body = body[step]
    return body


def _text_at(body: Body, way: Place) -> str:
    try:
        return str(_value_at(body, way))
    except (KeyError, IndexError, TypeError):
        return ""


def _spliced(text: str, change: Splice) -> str:
    if change.of not in (-1, len(text)) or not 0 <= change.start <= change.start + change.cut <= len(text):
        raise _misfit(f"the text has {len(text)} characters now")
    return text[: change.start] + change.text + text[change.start + change.cut :]


def _put(body: Any, way: Place, value: Any) -> Any:
    """A copy of ``body`` with ``value`` at ``way``. What becomes empty by that goes with it."""
    if not way:
        if not isinstance(value, Mapping):
            raise _misfit("a scene is an object")
        return dict(value)
    step, *rest = way
    if isinstance(step, int):
        items = list(body or ())
        if not 0 <= step <= len(items):
            raise _misfit(f"the list has {len(items)} entries")
        new = _put(items[step] if step < len(items) else {}, tuple(rest), value) if rest else value
        items[step : step + 1] = [] if new is None else [new]
        return items
    if body is not None and not isinstance(body, Mapping):
        raise _misfit(f"{step} is no field of {body!r}")
    fields = dict(body or {})
    new = _put(fields.get(step), tuple(rest), value) if rest else value
    if new is None or (rest and new in ({}, [])):
        fields.pop(step, None)
    else:
        fields[step] = new
    return fields


def _faulty(id: str, problem: Problem, ids: Sequence[str]) -> Remark:
    way = _way(problem.path) if problem.path[:1].islower() else ()
    if way[:1] == ("scenes",) and len(way) > 1 and isinstance(way[1], int):
        id, way = ids[way[1]], way[2:]
    if not way or way[0] in _SOURCES:  # nobody wants a story to be gone by a click
        return Remark((id, *way), "error", problem.reason, problem.mend)
    return Remark((id, *way), "error", problem.reason, f"{problem.mend}, or take it away", (Put((id, *way), None),))


def _remark(finding: Finding, ids: Sequence[str]) -> Remark:
    fix = tuple(Put(_place(fix.path, ids), _wired(fix.value)) for fix in finding.fix)
    return Remark(_place(finding.path, ids), finding.level, finding.reason, finding.mend, fix)


def _place(path: str, ids: Sequence[str]) -> Place:
    way = _way(path)
    return (ids[int(way[1])], *way[2:]) if way[:1] == ("scenes",) and len(way) > 1 else ("", *way)


def _wired(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {to_camel(name): _wired(member) for name, member in value.items()}
    return [_wired(member) for member in value] if isinstance(value, (list, tuple)) else value
