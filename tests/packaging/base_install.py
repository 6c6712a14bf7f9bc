"""What a base install must do by itself; run by the interpreter of a fresh environment, and silent when all holds.

Not a test module: the environment has no pytest.
"""

from __future__ import annotations

import contextlib
import io

SCRIPT = "# How rain is made\n\nThe sun warms the sea, and **water** rises as vapour."


def words_and_wire() -> None:
    """A script becomes a storyboard, and comes back whole from the wire."""
    import pictory_nb
    from pictory_nb.wire.storyboards import dump_storyboard, load_storyboard

    storyboard = pictory_nb.from_markdown(SCRIPT, voice="Emma", aspect="9:16")
    assert [scene.story for scene in storyboard.scenes] == [
        "How rain is made",
        "The sun warms the sea, and <strong>water</strong> rises as vapour.",
    ]
    assert load_storyboard(dump_storyboard(storyboard)) == storyboard
    for name in pictory_nb.__all__:
        assert getattr(pictory_nb, name) is not None


def without_the_sandbox() -> None:
    """Nobody is left in the dark about what is missing: two lines, and the second is the mend."""
    from pictory_nb import Pictory
    from pictory_nb.errors import SandboxMissing

    try:
        Pictory()
    except SandboxMissing as error:
        lines = str(error).splitlines()
        assert len(lines) == 2, lines
        assert 'pip install "pictory_nb[sandbox]"' in lines[1], lines
        assert "PICTORY_API_KEY" in lines[1], lines
    else:
        raise AssertionError("Pictory() found a sandbox that is not installed")


def the_magic() -> None:
    """The extension loads, and a cell ends with the same two lines, as a failed cell."""
    from IPython.core.interactiveshell import InteractiveShell

    from pictory_nb.errors import SandboxMissing

    shell = InteractiveShell.instance()
    assert shell.run_cell("%load_ext pictory_nb").success
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        result = shell.run_cell(f"%%pictory\n{SCRIPT}")
    assert isinstance(result.error_in_exec, SandboxMissing), result
    assert "Traceback" not in said.getvalue(), said.getvalue()


if __name__ == "__main__":
    words_and_wire()
    without_the_sandbox()
    the_magic()
