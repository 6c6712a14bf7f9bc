"""What a preview is looked at by: a picture of each scene, all of them on one sheet, and a page that shows the film."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from pictory_nb.render_params import Cut
from pictory_nb.sandbox.shooting import portray

if TYPE_CHECKING:
    from pictory_nb.renderer.film import Film

__all__ = ["write_page", "write_sheet"]

COLUMNS = 3
GAP, INK = 8, (20, 20, 26)


def write_sheet(film: Film, folder: Path, crew: Executor) -> list[str]:
    """Write ``sheet.jpg``, and ``ground-1.jpg`` … for each shot, whose names are returned."""
    from PIL import Image

    from pictory_nb.renderer import frame_at

    drawn = []
    for number, (shot, first, _) in enumerate(film.spans, 1):
        moment = max(shot.duration * 0.6, min(1.4, shot.duration / 2))
        frame = frame_at(film, (first + int(moment * film.fps) + 0.5) / film.fps)
        drawn.append(crew.submit(portray, frame, folder / f"ground-{number}.jpg"))
    files = [task.result() for task in drawn]
    pictures = [Image.open(file) for file in files]
    width, height = pictures[0].size
    columns = min(COLUMNS if width >= height else 2 * COLUMNS, len(pictures))
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), INK)
    for place, picture in enumerate(pictures):
        sheet.paste(picture, (GAP + place % columns * (width + GAP), GAP + place // columns * (height + GAP)))
    sheet.thumbnail((1200, 2400))
    sheet.save(folder / "sheet.jpg", quality=80, optimize=True, progressive=True)
    return [file.name for file in files]


def write_page(cut: Cut, notes: Sequence[str], folder: Path) -> None:
    """Write ``preview.html``, which shows the film and its scenes, and needs no script."""
    scenes = "".join(
        _SCENE.format(
            number=number,
            begin=f"{timing.start:.1f}",
            seconds=f"{timing.duration:.1f}",
            words=escape(" ".join(word.text for word in timing.words)) or "<i>nothing is said</i>",
        )
        for number, timing in enumerate(cut.timings, 1)
    )
    said = "".join(f"<li>{escape(note)}</li>" for note in notes)
    page = _PAGE.format(
        name=escape(cut.storyboard.video_name),
        seconds=f"{cut.duration:.1f}",
        scenes=scenes,
        notes=f"<h2>Notes</h2><ul>{said}</ul>" if said else "",
    )
    (folder / "preview.html").write_text(page, encoding="utf-8")


_SCENE = (
    '<figure><img src="ground-{number}.jpg" alt=""><figcaption><b>{number}</b> {words}'
    "<small>{begin} s, for {seconds} s</small></figcaption></figure>"
)
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name} – preview</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 960px; margin: 0 auto; padding: 24px 16px 64px; }}
header {{ display: flex; align-items: baseline; gap: 12px; flex-wrap: wrap; }}
h1 {{ font-size: 24px; margin: 0; }} h2 {{ font-size: 16px; margin: 28px 0 8px; }}
header span, small {{ opacity: .65; font-size: 13px; }}
video {{ width: 100%; max-height: 62vh; background: #14141a; border-radius: 12px; margin-top: 12px; }}
main {{ display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); }}
figure {{ margin: 0; }} img {{ width: 100%; border-radius: 8px; display: block; }}
figcaption {{ font-size: 13px; margin-top: 4px; }} small {{ display: block; }}
</style></head><body>
<header><h1>{name}</h1>
<span>preview · {seconds} s · made in the sandbox on this computer, not by Pictory</span></header>
<video src="film.mp4" poster="poster.jpg" controls></video>
<h2>Scenes</h2><main>{scenes}</main>{notes}
</body></html>
"""
