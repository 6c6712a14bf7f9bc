"""What the browser asks for: pictures and sounds, voices and music, faces, files, code, and previews of one scene.

Every errand is a method of ``Errands`` whose name the browser says; its answer is a value and perhaps bytes. Errands
run in threads of their own, since some of them ask the network, and one of them renders.
"""

from __future__ import annotations

import json
import mimetypes
import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from pprint import pformat
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from pictory_nb.choices import SHAPES
from pictory_nb.errors import BadCommand, BadStoryboard, PictoryError
from pictory_nb.jupyter.composer.module import second_half
from pictory_nb.jupyter.composer.sheet import small
from pictory_nb.library import Clip, Track, Voice
from pictory_nb.script import from_markdown, to_markdown
from pictory_nb.storyboard import Storyboard
from pictory_nb.storyboard_v1 import StoryboardV1

if TYPE_CHECKING:
    from pictory_nb.client import Pictory
    from pictory_nb.composing import Draft

__all__ = ["Answer", "Errands", "as_error", "code_of", "preview_of", "read_pasted"]

Answer = tuple[Any, Sequence[bytes]]
"""A value that JSON can hold, and bytes that it speaks of by their place."""
Tell = Callable[[Any], None]
"""Called with what there is to say on the way."""

PAGE = 24
LARGEST = {"picture": 24_000_000, "film": 60_000_000}
"""Bytes of a medium that is sent to the browser; larger ones are shown by their names."""
MEDIA = "pictory_media"
"""The folder, beside the notebook, that dropped files are kept in."""
_PREVIEW_SIDE = 360
"""Lines of a preview: it is to be there soon."""


class Errands:
    """Runs the errands of one composer. ``client`` is asked for when it is first needed, ``draft`` each time."""

    def __init__(self, client: Callable[[], Pictory], draft: Callable[[], Draft]) -> None:
        self._client, self._draft = client, draft
        self._emblems: dict[str, Path] = {}
        self._uploads: dict[str, Path] = {}
        self._pages: dict[str, Any] = {}
        self._saved: set[Path] = set()
        self.pictures: dict[str, bytes] = {}

    def run(self, what: str, given: Mapping[str, Any], buffers: Sequence[Any], tell: Tell) -> Answer:
        """The answer to what the browser asks. Raises ``PictoryError``, and ``OSError`` of files."""
        errand = getattr(self, f"_do_{what}", None)
        if errand is None:
            raise BadCommand(f"there is no errand {what!r}", mend="load the page again")
        return errand(given, buffers, tell)

    def close(self) -> None:
        """Throw away what was brought by half."""
        for part in self._uploads.values():
            part.unlink(missing_ok=True)
        self._uploads.clear()

    def _do_module(self, *_: Any) -> Answer:
        return second_half(), ()

    def _do_faces(self, given: Mapping[str, Any], *_: Any) -> Answer:
        lookbook = self._client().lookbook
        faces = lookbook.faces(str(given.get("name") or "")) if lookbook else []
        return [{"family": face.family, "weights": face.weights} for face in faces], [
            face.path.read_bytes() for face in faces
        ]

    def _do_grounds(self, *_: Any) -> Answer:
        """The colours and the emblem of each scene: of the whole film at once, since no emblem comes twice."""
        lookbook, draft = self._client().lookbook, self._draft()
        grounds = lookbook.grounds(draft.storyboard) if lookbook and draft.storyboard else []
        self._emblems |= {ground.emblem.name: ground.emblem for ground in grounds if ground.emblem}
        return {
            card.id: {"palette": ground.colors[:4], "emblem": ground.emblem.name if ground.emblem else ""}
            for card, ground in zip(draft.sound, grounds, strict=False)
        }, ()

    def _do_emblem(self, given: Mapping[str, Any], *_: Any) -> Answer:
        return None, [self._emblems[str(given["name"])].read_bytes()]

    def _do_shape(self, given: Mapping[str, Any], *_: Any) -> Answer:
        """A shape as it will be in the film, for the stills."""
        content = self._outline(str(given["name"]))
        if not content:
            raise BadCommand("it has no outline", mend="it is drawn to measure")
        return None, [content]

    def _outline(self, name: str) -> bytes:
        lookbook = self._client().lookbook
        return lookbook.shape(name).encode() if lookbook else b""

    def _do_picture(self, given: Mapping[str, Any], *_: Any) -> Answer:
        """A medium that a storyboard names: a file of this computer, or an address."""
        url, kind = str(given["url"]), str(given.get("kind") or "picture")
        content = self._brought(url, LARGEST[kind if kind in LARGEST else "picture"])
        if kind == "picture" and (less := small(content)):
            self.pictures[url] = less
        return {"type": mimetypes.guess_type(urlsplit(url).path)[0] or "image/jpeg"}, [content]

    def thumbnails(self, storyboard: Storyboard | None) -> dict[str, bytes]:
        """Small pictures for a sheet: of those that were shown, and of files of this computer. Nothing is fetched."""
        for scene in storyboard.scenes if storyboard else ():
            url = scene.background.visual_url if scene.background else None
            if url and url not in self.pictures and urlsplit(url).scheme not in ("http", "https"):
                try:
                    self.pictures[url] = small(self._brought(url, LARGEST["picture"])) or b""
                except (BadCommand, OSError):
                    self.pictures[url] = b""
        return self.pictures

    def _brought(self, url: str, most: int) -> bytes:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https"):
            if content := self._client().picture(url):
                return content
            raise BadCommand("it was not reached", mend="check the address")
        path = Path(url2pathname(unquote(parts.path)) if parts.scheme == "file" else url).expanduser()
        if not path.is_file():
            raise BadCommand(f"there is no file {path.name}", mend="check the path")
        if path.stat().st_size > most:
            raise BadCommand(f"{path.name} is too large to be shown here", mend="it is in the film all the same")
        return path.read_bytes()

    def _do_sound(self, given: Mapping[str, Any], *_: Any) -> Answer:
        client = self._client()
        if given["what"] == "voice":
            entry: Voice | Track = next(voice for voice in self._voices() if str(voice.id) == str(given["id"]))
        else:
            entry = Track(title=str(given.get("name") or ""), audio_url=str(given["url"]))
        sound = client.listen(entry)
        return {"type": sound.kind}, [sound.content]

    def _voices(self) -> list[Voice]:
        return self._kept("voices", lambda: list(self._client().voices()))

    def _kept(self, key: str, make: Callable[[], Any]) -> Any:
        """What was looked up once is not asked for again."""
        if key not in self._pages:
            self._pages[key] = make()
        return self._pages[key]

    def _do_find(self, given: Mapping[str, Any], *_: Any) -> Answer:
        kinds = {
            "media": self._media,
            "voices": self._found_voices,
            "music": self._music,
            "fonts": self._fonts,
            "avatars": self._avatars,
            "shapes": self._shapes,
        }
        page = max(int(given.get("page") or 1), 1)
        found, told, pictures = kinds[str(given["what"])](given)
        kind = "image/svg+xml" if given["what"] == "shapes" else "image/jpeg"
        items = list(islice(found, PAGE * (page - 1), PAGE * page + 1))
        note = (
            "Pictures of an account’s search carry a watermark, and their addresses expire."
            if (given["what"] == "media" and self._client().place == "cloud")
            else "Click one, or drag it onto a scene."
        )
        buffers: list[bytes] = []
        entries = []
        for item in items[:PAGE]:
            content = pictures(item)
            entries.append({**told(item), "picture": len(buffers) if content else -1, "pictureType": kind})
            buffers += [content] if content else []
        return {"items": entries, "more": len(items) > PAGE, "note": note}, buffers

    def _media(self, given: Mapping[str, Any]) -> Any:
        client, query = self._client(), str(given["query"]).strip()
        found = self._kept(f"media {query}", lambda: client.search_media(query)) if query else ()

        def thumbnail(clip: Clip) -> bytes:
            url = str(clip.thumbnail)
            return self._kept(f"thumbnail {url}", lambda: client.picture(url)) if url else b""

        return found, _told_clip, thumbnail

    def _found_voices(self, given: Mapping[str, Any]) -> Any:
        name, language, gender = (str(given.get(key) or "").casefold() for key in ("query", "language", "gender"))
        found = [
            voice
            for voice in self._voices()
            if name in voice.name.casefold()
            and gender in ("", voice.gender.casefold())
            and (not language or f"{voice.language.casefold()}-".startswith(f"{language}-"))
        ]
        fields = ("id", "name", "gender", "accent", "language")
        return found, lambda voice: {field: getattr(voice, field) for field in fields}, _no_picture

    def _music(self, given: Mapping[str, Any]) -> Any:
        client, query, mood = self._client(), str(given.get("query") or ""), str(given.get("mood") or "")
        found = self._kept(f"music {query} {mood}", lambda: client.music(query, mood=mood or ()))

        def told(track: Track) -> dict[str, Any]:
            return {
                "title": track.title, "url": track.audio_url, "duration": track.duration, "moods": list(track.moods),
            }  # fmt: skip

        return found, told, _no_picture

    def _fonts(self, given: Mapping[str, Any]) -> Any:
        wanted = str(given.get("query") or "").casefold()
        names = self._kept("fonts", lambda: [font.name for font in self._client().fonts()])
        return [name for name in names if wanted in name.casefold()], lambda name: {"name": name}, _no_picture

    def _avatars(self, given: Mapping[str, Any]) -> Any:
        """Every look by itself: it is what a storyboard names."""
        client, wanted = self._client(), str(given.get("query") or "").casefold()
        avatars = self._kept("avatars", lambda: list(client.avatars()))
        looks = [(avatar, look) for avatar in avatars for look in avatar.looks]
        found = [pair for pair in looks if wanted in f"{pair[0].name} {pair[1].name}".casefold()]

        def picture(pair: Any) -> bytes:
            url = pair[1].preview_image
            return self._kept(f"thumbnail {url}", lambda: client.picture(url)) if url else b""

        return found, lambda pair: {"id": pair[1].id, "name": pair[0].name, "look": pair[1].name}, picture

    def _shapes(self, given: Mapping[str, Any]) -> Any:
        wanted = str(given.get("query") or "").casefold().replace(" ", "-")
        return [name for name in SHAPES if wanted in name], lambda name: {"name": name}, self._outline

    def _do_looks(self, *_: Any) -> Answer:
        client = self._client()
        lists = {"styles": client.styles, "layouts": client.smart_layouts, "brands": client.brands}
        return {kind: [entry.name for entry in ask()] for kind, ask in lists.items()}, ()

    def _do_upload(self, given: Mapping[str, Any], *_: Any) -> Answer:
        """Begin to bring a file: its pieces come next."""
        name = re.sub(r"[^\w.\- ]", "_", Path(str(given["name"])).name) or "file"
        folder = Path(MEDIA)
        folder.mkdir(exist_ok=True)
        descriptor, part = tempfile.mkstemp(prefix=".", suffix=f"-{name}", dir=folder)
        os.close(descriptor)
        self._uploads[name] = Path(part)
        return {"to": name}, ()

    def _do_piece(self, given: Mapping[str, Any], buffers: Sequence[Any], *_: Any) -> Answer:
        with self._uploads[str(given["to"])].open("r+b") as file:
            file.seek(int(given["at"]))
            file.write(buffers[0])
        return None, ()

    def _do_uploaded(self, given: Mapping[str, Any], *_: Any) -> Answer:
        name = str(given["to"])
        kind = (mimetypes.guess_type(name)[0] or "").partition("/")[0]
        part = self._uploads.pop(name)
        if kind not in ("image", "video", "audio"):
            part.unlink()
            raise BadCommand("it is no picture, film or sound", mend="bring a .jpg, .png, .mp4 or .mp3")
        if not part.stat().st_size:
            part.unlink()
            raise BadCommand("it is empty", mend="bring a file with something in it")
        to = _free(Path(MEDIA) / name, part.read_bytes())
        part.replace(to)
        to.chmod(0o644)
        return {"path": to.as_posix(), "type": kind}, ()

    def _do_read(self, given: Mapping[str, Any], *_: Any) -> Answer:
        """What was pasted: its scenes, and beside them the settings of the video."""
        head = read_pasted(str(given["text"])).to_wire()
        return {"scenes": head.pop("scenes", []), "head": head}, ()

    def _do_save(self, given: Mapping[str, Any], *_: Any) -> Answer:
        path = Path(str(given["name"])).expanduser()
        if path.suffix.lower() not in (".md", ".json"):
            raise BadCommand(f"{path.name} is neither a script nor JSON", mend="end it in .md or .json")
        if path.exists() and path not in self._saved and not given.get("again"):
            raise BadCommand(f"{path.name} is there already", mend="save once more to replace it")
        self._saved.add(path)
        self.save(path)
        return {"path": str(path)}, ()

    def save(self, path: Path) -> None:
        """Write the storyboard to ``path``, as its ending says."""
        path.write_text(self._code("json" if path.suffix.lower() == ".json" else "markdown"), encoding="utf-8")

    def _do_code(self, given: Mapping[str, Any], *_: Any) -> Answer:
        return {"code": self._code(str(given["kind"]))}, ()

    def _code(self, kind: str) -> str:
        return code_of(self._wanted(), kind)

    def _wanted(self) -> Storyboard:
        if storyboard := self._draft().storyboard:
            return storyboard
        raise BadCommand("there is no scene yet", mend="write what is said first")

    def _do_preview(self, given: Mapping[str, Any], _: Any, tell: Tell) -> Answer:
        """A film of one scene, made by the sandbox whatever account there is: it costs nothing, and is in no list."""
        from pictory_nb.client import Pictory

        ids = [card.id for card in self._draft().sound]
        if given["id"] not in ids:
            raise BadCommand("there is nothing to show in this scene yet", mend="write what is said")
        storyboard = preview_of(self._wanted(), ids.index(given["id"]))
        job = Pictory(profile="scratch").render(storyboard)
        job.on_change(lambda job: tell(job.progress))
        with tempfile.TemporaryDirectory() as folder:
            return None, [job.download(Path(folder) / "preview.mp4").read_bytes()]


def preview_of(storyboard: Storyboard, number: int) -> Storyboard:
    """Only that scene, small, without what reaches out of this computer."""
    width, height = storyboard.size
    scale = _PREVIEW_SIDE / min(width, height)
    name = f"{storyboard.video_name[:120]} scene {number + 1}"
    away = ("webhook", "webhook_input", "destinations", "aws_connection_id", "vimeo_connection_id", "aspect_ratio")
    return storyboard.replace(
        **{field: () if field == "destinations" else None for field in away},
        video_name=name,
        video_width=round(width * scale / 2) * 2,
        video_height=round(height * scale / 2) * 2,
        background_music=None,
        scenes=(storyboard.scenes[number],),
    )


def code_of(storyboard: Storyboard, kind: str) -> str:
    """The storyboard as a ``%%pictory`` cell (``script``), as Python (``python``), as JSON or as Markdown."""
    if kind == "json":
        return json.dumps(storyboard.to_wire(), ensure_ascii=False, indent=2) + "\n"
    if kind == "python":
        body = pformat(storyboard.to_wire(), width=100, sort_dicts=False)
        return f"from pictory_nb import Storyboard\n\nstoryboard = Storyboard.from_wire(\n{_indented(body)}\n)"
    script = to_markdown(storyboard)
    return f"%%pictory\n{script}" if kind == "script" else script


def read_pasted(text: str) -> Storyboard:
    """The storyboard of a cell, of a script, or of a body of the API, also one of its first era."""
    if not text.lstrip().startswith("{"):
        return from_markdown(re.sub(r"^\s*%%pictory[^\n]*\n", "", text))
    try:
        body = json.loads(text)
    except ValueError as error:
        raise BadCommand(f"what was pasted is not JSON: {error}", mend="copy all of it") from None
    try:
        return Storyboard.from_wire(body)
    except BadStoryboard as today:
        try:
            return StoryboardV1.from_wire(body).to_v2()
        except BadStoryboard:
            raise today from None


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


def _told_clip(clip: Clip) -> dict[str, Any]:
    return {
        "url": clip.preview.url or clip.preview.jpg,
        "type": "video" if clip.media_type == "video" else "image",
        "description": clip.description,
        "duration": clip.duration,
    }


def _no_picture(_: Any) -> bytes:
    return b""


def _free(path: Path, content: bytes) -> Path:
    """``path``, or a name like it where another file has that one; the same file again keeps its name."""
    number = 1
    wanted = path
    while wanted.exists() and wanted.read_bytes() != content:
        number += 1
        wanted = path.with_stem(f"{path.stem}-{number}")
    return wanted


def as_error(error: BaseException) -> dict[str, str]:
    """What went wrong, and the mend, for the browser."""
    if isinstance(error, PictoryError):
        return {"error": str(error).partition("\n  → ")[0], "mend": error.mend}
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return {"error": f"{where}{error.strerror}", "mend": "see whether the notebook’s folder can be written to"}
    return {"error": f"{type(error).__name__}: {error}", "mend": ""}
