"""Pictures that are not to cover the frame: shown whole on a colour, or stretched (contract §2.11, ``objectMode``)."""

from __future__ import annotations

from pathlib import Path

from pictory_nb.errors import RenderError
from pictory_nb.render_params import Cut, Timing
from pictory_nb.sandbox.media import Media
from pictory_nb.storyboard import BackgroundSettings, Scene

__all__ = ["fitted"]


def fitted(cut: Cut, media: Media, folder: Path) -> Cut:
    """The cut with a prepared picture for each scene that wants one. Raises ``RenderError``, which names the scene."""
    scenes = [
        _fitted(number, scene, timing, cut.storyboard.size, media, folder)
        for number, (scene, timing) in enumerate(zip(cut.storyboard.scenes, cut.timings, strict=True), 1)
    ]
    return Cut(cut.storyboard.replace(scenes=scenes), cut.timings, cut.voice_url)


def _fitted(number: int, scene: Scene, timing: Timing, size: tuple[int, int], media: Media, folder: Path) -> Scene:
    background = scene.background
    if (
        timing.fit == "cover"
        or timing.match
        or not (background and background.visual_url and background.type == "image")
    ):
        return scene
    source = media.file(background.visual_url, f"scene {number}")
    target = folder / f"fitted-{number}.png"
    try:
        _draw(source, target, size, timing)
    except (OSError, ValueError) as error:
        raise RenderError(
            f"scene {number}: {source.name} is not an image: {error}", mend="give a PNG or JPEG"
        ) from None
    shown = background.replace(visual_url=target.as_uri(), settings=BackgroundSettings(ken_burns_effect=False))
    media.allow(target)
    return scene.replace(background=shown)


def _draw(source: Path, target: Path, size: tuple[int, int], timing: Timing) -> None:
    from PIL import Image, ImageColor, ImageOps

    with Image.open(source) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGBA")
    if timing.fit == "fill":
        image.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(target)
        return
    colour = timing.ground or "#000000"
    red, green, blue = ImageColor.getrgb(colour if colour.startswith("#") else _opaque(colour))[:3]
    frame = Image.new("RGBA", size, (red, green, blue, 255))
    scale = min(size[0] / image.width, size[1] / image.height)
    image = image.resize(
        (max(1, round(image.width * scale)), max(1, round(image.height * scale))), Image.Resampling.LANCZOS
    )
    frame.alpha_composite(image, ((size[0] - image.width) // 2, (size[1] - image.height) // 2))
    frame.convert("RGB").save(target)


def _opaque(colour: str) -> str:
    """``rgba(1,2,3,0.5)`` without its alpha, which Pillow reads in another way."""
    parts = colour[colour.index("(") + 1 : -1].split(",")[:3]
    return f"rgb({','.join(part.strip() for part in parts)})"
