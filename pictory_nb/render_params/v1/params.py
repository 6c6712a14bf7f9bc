"""The whole video in the first era's params."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from pictory_nb.errors import BadStoryboard, Problem
from pictory_nb.render_params.cut import (
    Cut,
    Timing,
    board_from,
    board_of,
)
from pictory_nb.render_params.v1.reading import pieces_of
from pictory_nb.render_params.v1.scene import SceneParams
from pictory_nb.render_params.v1.telling import scene_params
from pictory_nb.storyboard import Scene, Storyboard
from pictory_nb.storyboard_v1 import nameable
from pictory_nb.word import Broken, Word

__all__ = ["RenderParamsV1"]

Volume = Annotated[float, Field(ge=0, le=1)]
Id = Annotated[str, BeforeValidator(lambda value: "" if value is None else str(value))]


class AudioParams(Word):
    """What is heard in the whole video: music (``src``) and the narration (``tts``)."""

    src: str | None = None
    track_volume: Volume | None = Field(default=None, alias="track_volume")
    tts: str | None = None
    audio_library: str | None = Field(default=None, alias="audio_library")
    audio_id: Id = Field(default="", alias="audio_id")


class OutputParamsV1(Word):
    """The file that is to be made."""

    name: str | None = None
    title: str | None = None
    description: str | None = None
    format: str | None = None
    width: Annotated[int, Field(ge=16, le=4096)] = 1920
    height: Annotated[int, Field(ge=16, le=4096)] = 1080
    logo: dict[str, Any] | None = None
    storyboard: dict[str, Any] | None = None

    def broken_rules(self) -> Iterator[Broken]:
        if self.format and self.format.lower() != "mp4":
            yield ("format",), f"{self.format!r} is not made → write 'mp4'"


class RenderParamsV1(Word):
    """The whole video, scene by scene."""

    audio: AudioParams
    output: OutputParamsV1
    scenes: Annotated[tuple[SceneParams, ...], Field(min_length=1)]
    next_generation_video: bool = Field(default=True, alias="next_generation_video")
    contains_text_to_image: bool = True
    webhook: str | None = None

    @classmethod
    def of(cls, cut: Cut, session: str = "") -> dict[str, Any]:
        """The params of a cut, as the service spells them. ``session`` is the id of the job that made it."""
        board = cut.storyboard
        width, height = board.size
        music = board.background_music
        audio: dict[str, Any] = {"video_volume": 1}
        if music and music.enabled and music.music_url:
            audio |= {"audio_library": "track", "src": music.music_url, "track_volume": music.volume}
        if cut.voice_url:
            audio["tts"] = cut.voice_url
        return {
            "audio": audio,
            "output": {
                "name": f"{board.video_name}.mp4",
                "title": board.video_name,
                "description": board.video_description or "",
                "format": "mp4",
                "width": width,
                "height": height,
                "storyboard": board_of(board),
                **({"logo": board.logo.to_wire()} if board.logo else {}),
            },
            "scenes": [
                scene_params(number, scene, timing, cut, session)
                for number, (scene, timing) in enumerate(zip(board.scenes, cut.timings, strict=True), 1)
            ],
            "next_generation_video": True,
            "containsTextToImage": True,
        }

    def cut(self) -> Cut:
        """What is to be filmed. Raises ``BadStoryboard`` for scenes that no video can show."""
        problems: list[Problem] = []
        scenes: list[Scene] = []
        timings: list[Timing] = []
        starts = accumulate((scene.seconds for scene in self.scenes), initial=0.0)
        look = (self.output.storyboard or {}).get("subtitleStyle")
        look = look if isinstance(look, dict) else {}
        for number, (params, start) in enumerate(zip(self.scenes, starts, strict=False)):
            try:
                for scene, timing in pieces_of(params, number, start, look):
                    scenes.append(scene)
                    timings.append(timing)
            except BadStoryboard as error:
                problems += [
                    Problem(f"scenes[{number}]: {found.path}", found.reason, found.mend) for found in error.problems
                ]
        if problems:
            raise BadStoryboard(problems)
        return Cut(self._board(scenes), tuple(timings), self.audio.tts or "")

    def _board(self, scenes: Sequence[Scene]) -> Storyboard:
        told = board_from(self.output.storyboard, spoken=bool(self.audio.tts))
        if self.output.logo:
            told["logo"] = self.output.logo
        name = self.output.title or (self.output.name or "").removesuffix(".mp4")
        told["videoName"] = nameable(name) if name else told.get("videoName") or "video"
        told |= {"videoWidth": self.output.width, "videoHeight": self.output.height}
        if self.audio.src:
            volume = 0.1 if self.audio.track_volume is None else self.audio.track_volume  # X17
            told["backgroundMusic"] = {"enabled": True, "musicUrl": self.audio.src, "volume": volume}
        told["scenes"] = [scene.to_wire() for scene in scenes]
        return Storyboard.from_wire(told, drop_unknown=True)
