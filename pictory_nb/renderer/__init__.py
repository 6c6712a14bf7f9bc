"""The picture house: planned shots become an H.264 + AAC film. It knows words only, and everything comes resolved.

    film.py        what is to be filmed: Film, Shot, the backdrops, captions, speech, music, logo, fonts
    check.py       is every file there and readable, before anything is encoded
    stage.py       one shot, drawn at any moment
                   ├── scenery.py     all but its words: backdrop.py (aurora.py, still.py, footage.py with hdr.py,
                   │                  camera.py), emblem.py, insets.py, presenter.py, shapes.py (outlines.py, pen.py)
                   ├── ground.py      are the words legible on that, and what has to be laid under them
                   └── captions.py, titles.py    animation.py moves a block.py of text, set by breaking.py and
                                      lettering.py in the look.py and the fonts.py that it has
    canvas.py, planes.py    what is drawn on; where everything stands is told by the numbers of pictory_nb.layout
    transition.py  from one shot to the next; marks.py stands over all of them
    chunk.py       a stretch of frames, drawn and encoded (encoder.py) in a task of its own
    soundtrack.py  what mixing.py hears of speech, music and footage (sound_file.py), at one loudness.py, encoded
    reel.py        packets on the disk; fingerprint.py tells whether they would be the same again
    joining.py     packets joined into the mp4, without encoding again
    production.py  all of it in one call; preview.py single pictures of it

Pictures are planar YUV 4:2:0, BT.709, limited range, from the first layer to the encoder (planes.py).
"""

from __future__ import annotations

from importlib import import_module

_HOMES = {
    "Aurora": "film",
    "Camera": "film",
    "Caption": "film",
    "Colour": "film",
    "Cutaway": "film",
    "Film": "film",
    "FontBook": "film",
    "Footage": "film",
    "Inset": "film",
    "LogoPicture": "film",
    "MusicTrack": "film",
    "Overlay": "film",
    "Picture": "film",
    "Presenter": "film",
    "Shot": "film",
    "Speech": "film",
    "SpokenWord": "film",
    "Theme": "film",
    "Transition": "film",
    "View": "film",
    "Chunk": "chunk",
    "EncodedChunk": "chunk",
    "EncodedSound": "soundtrack",
    "Rendered": "production",
    "assemble": "joining",
    "check_film": "check",
    "check_media": "check",
    "cover": "preview",
    "cut": "chunk",
    "encode_chunk": "chunk",
    "encode_soundtrack": "soundtrack",
    "frame_at": "preview",
    "group_captions": "captions",
    "mix": "soundtrack",
    "picture_at": "preview",
    "render": "production",
    "write_picture": "preview",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str):
    # PyAV and OpenCV cost half a second to import: they are paid by whoever renders, not by whoever plans.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
