"""What the sandbox is made of, looked at: whether it is there, and whether it works. ``pictory_nb.doctor`` asks."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from pictory_nb.errors import SandboxMissing
from pictory_nb.health import Check
from pictory_nb.sandbox.places import cache_folder, data_folder
from pictory_nb.sandbox.speech.model import missing

__all__ = ["checks"]

_NEEDED = {"av": "av", "cv2": "opencv-python-headless", "PIL": "pillow", "numpy": "numpy", "resvg_py": "resvg-py"}
_NEEDED |= {"werkzeug": "werkzeug"}


def checks() -> Iterator[Check]:
    """One after another; what the later ones need is looked at first."""
    if lacking := [package for module, package in _NEEDED.items() if find_spec(module) is None]:
        said = f"lacks {', '.join(lacking)}"
        yield Check("sandbox", "note", f"{said}: nothing is rendered on this computer", SandboxMissing.INSTALL)
        return
    yield _encoder()
    yield _voice()
    yield _recogniser()
    yield _fonts()
    yield _music()
    yield Check("sandbox", "ok", f"{_size(data_folder())} of films and jobs, {_size(cache_folder())} of cache")


def _encoder() -> Check:
    import av

    if "libx264" not in av.codecs_available or "aac" not in av.codecs_available:
        return Check("encoder", "bad", "this build of PyAV has no x264 or no AAC", "pip install --force-reinstall av")
    return Check("encoder", "ok", f"x264 and AAC, in PyAV {av.__version__}")


def _voice() -> Check:
    if lacking := missing():
        said = f"films are silent, with subtitles: {', '.join(lacking)} is not installed"
        return Check("voice", "note", said, SandboxMissing.INSTALL)
    from pictory_nb.sandbox.speech.model import open_network
    from pictory_nb.sandbox.speech.voices import VOICES

    try:
        open_network()
    except Exception as error:  # the runtime raises errors of its own for a model that it cannot read
        return Check("voice", "bad", str(error).partition("\n")[0], SandboxMissing.INSTALL)
    return Check("voice", "ok", f"{len(VOICES)} voices")


def _recogniser() -> Check:
    from pictory_nb.sandbox.listening.model import missing

    if lacking := missing():
        said = f"nothing can be transcribed: {', '.join(lacking)} is not installed"
        return Check("recogniser", "note", said, 'pip install "pictory_nb[transcribe]"')
    return Check("recogniser", "ok", "hears what is said in a film")


def _fonts() -> Check:
    from pictory_nb.sandbox.library.fonts import FONTS

    gone = [path.name for weights in FONTS.values() for path in weights.values() if not path.is_file()]
    if gone:
        return Check("fonts", "bad", f"{', '.join(gone)} is gone", "pip install --force-reinstall pictory_nb")
    return Check("fonts", "ok", f"{len(FONTS)} families")


def _music() -> Check:
    from pictory_nb.sandbox.library.music import tracks

    recorded = sum(track.recording is not None for track in tracks())
    if not recorded:
        said = "three synthesised tracks; the recorded ones need Python 3.11 or later"
        return Check("music", "note", said, SandboxMissing.INSTALL)
    return Check("music", "ok", f"{recorded} recorded tracks")


def _size(folder) -> str:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.exists() else 0
    return f"{size / 1e6:,.0f} MB"
