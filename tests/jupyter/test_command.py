"""The grammar of the magic: what a person types becomes the order that was meant, or an error that says what was."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.errors import BadCommand, BadScript, PictoryError
from pictory_nb.flags import settings_of
from pictory_nb.jupyter.commands import NAMES, named
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.grammar import Order, help_text, parse, parser_of
from pictory_nb.jupyter.placeholders import fill


def settings(order: Order) -> dict[str, object]:
    return settings_of(order.given)


def test_a_cell_is_a_script_with_settings():
    """Options of the cell magic become settings of the script, quoted values keep their blanks."""
    order = parse('--name "How rain is made" --voice Emma --no-music --size 1280x720 -o job', "Rain.", {})

    given = order.given
    assert (order.name, given.text) == ("render", "Rain.")
    assert settings(order) == {"name": "How rain is made", "voice": "Emma", "music": False, "size": "1280x720"}
    assert (given.output, given.wait, given.embed, given.dry_run) == ("job", None, None, False)


def test_several_voices_take_turns():
    """An option given twice is not lost."""
    assert settings(parse("--voice Emma --voice George", "Hi.", {}))["voice"] == ["Emma", "George"]


def test_a_logo_on_the_line_counts_from_here(tmp_path, monkeypatch):
    """A path that is typed is found from the folder one works in, also when the script lies elsewhere."""
    monkeypatch.chdir(tmp_path)

    assert settings(parse("render talks/a.md --logo mark.png", None, {}))["logo"] == str(Path(tmp_path, "mark.png"))
    assert settings(parse("--logo https://a.example/b.png", "Hi.", {}))["logo"] == "https://a.example/b.png"


@pytest.mark.parametrize(("said", "megabytes"), [("0", 0.0), ("2.5", 2.5)])
def test_embedding_is_said_in_megabytes(said, megabytes):
    """--embed takes what its help says."""
    assert parse(f"--embed {said}", "Hi.", {}).given.embed == megabytes


def test_lines_are_commands():
    """Each sub-command is understood, and nothing at all asks for help."""

    def read(line: str, *fields: str) -> list[object]:
        order = parse(line, None, {})
        return [order.name, *(getattr(order.given, field) for field in fields)]

    assert read("render talk.md --wait", "source", "wait") == ["render", "talk.md", True]
    assert read("status abc --no-wait -o job", "job_id", "wait", "output") == ["status", "abc", False, "job"]
    assert read("status", "job_id", "output") == ["status", "", None]
    assert read("jobs -n 3", "limit") == ["jobs", 3]
    assert read("") == ["help"]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_is_whole(name):
    """It has a line in the overview, a sentence and every option explained in its help, and something to do."""
    one = named(name)

    assert one.name == name
    assert f"  %pictory {name}" in help_text()
    assert one.says in help_text()
    assert type(one).run is not Command.run
    assert all(action.help for action in parser_of(name)._actions)
    assert parser_of(name).description.endswith(".")


def test_a_command_does_not_import_the_others():
    """What a line costs is what its own command needs."""
    program = """
import sys
from pictory_nb.jupyter.grammar import parse
parse("jobs -n 3", None, {})
heavy = {"requests", "pydantic", "anywidget", "ipywidgets", "nbformat", "numpy"} & set(sys.modules)
others = {"render", "login"} & {name.rpartition(".commands.")[2] for name in sys.modules}
print(sorted(heavy | others))
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("line", ["--help", "-h", "help", "help render", "render --help", "render x.md -h", "jobs -h"])
def test_help_is_text_and_never_leaves_python(line, capsys):
    """Help is an answer: argparse may not end the interpreter."""
    order = parse(line, None, {})

    order.obey(None)
    assert "usage" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "cell", "message", "mend"),
    [
        ("stauts", None, "there is no command 'stauts'", "did you mean %pictory status?"),
        ("talk.md", None, "there is no command 'talk.md'", "%pictory render talk.md"),
        ("--voice Emma", None, "there is no command '--voice'", "an option stands behind a command"),
        ("xyzzy", None, "there is no command 'xyzzy'", "there are render, preview, "),
        ("render a.md --vioce Emma", None, "no option --vioce", "did you mean --voice?"),
        ("render a.md --zzzzz=1", None, "no option --zzzzz", "--help"),
        ("render", None, "FILE|VARIABLE is missing", "write %pictory render FILE|VARIABLE; see %pictory render --help"),
        ("render a.md --voice", None, "--voice: its value is missing", "%pictory render --help"),
        ("render a.md talk", None, "'talk' has no place here", "quote a value"),
        ("version now", None, "'now' has no place here", "see %pictory version --help"),
        ("call", None, "OPERATION is missing", "write %pictory call OPERATION [NAME=VALUE …]"),
        ("jobs", "Hi.", "'jobs' has no place here", "one %"),
        ("rendr", "Hi.", "there is no command 'rendr'", "did you mean %%pictory render?"),
        ("Rain", "Hi.", "'Rain' has no place here", "quote a value"),
        ("--speed fast", "Hi.", "--speed: 'fast' is not a whole number", "%%pictory --help"),
        ("--volume loud", "Hi.", "--volume: 'loud' is not a number", "%%pictory --help"),
        ("--embed big", "Hi.", "'big' is no number of megabytes", "--help"),
        ("--display flie", "Hi.", "flie", "file"),
        ("--embed -1", "Hi.", "--embed", "--help"),
        ("-o 1a", "Hi.", "'1a' is not the name of a variable", "--help"),
        ("--name 'a", "Hi.", "no closing quotation", "close the quote"),
        ("jobs -n many", None, "'many' is not a number of 1 or more", "--help"),
        ("jobs -n 0", None, "'0' is not a number of 1 or more", "--help"),
    ],
)
def test_a_misspelt_line_is_told_in_two_lines(line, cell, message, mend):
    """Whatever is wrong with a line, the error names it and what was probably meant, in two lines."""
    with pytest.raises(BadCommand) as caught:
        parse(line, cell, {})

    first, second = str(caught.value).splitlines()
    assert message in first
    assert mend in second


def test_names_are_filled_in_on_the_line_and_in_the_cell():
    """{{name}} stands for a variable; a value with blanks stays one value."""
    order = parse("--name {{title}}", "It is {{ degrees }} degrees.", {"title": "The sea today", "degrees": 21})

    assert settings(order)["name"] == "The sea today"
    assert order.given.text == "It is 21 degrees."


@pytest.mark.parametrize("text", ["{x} and $x", "{}", "{{}}", "a {{ b", "}} {{", "{% raw %}", "$HOME ${x}", "\\n {"])
def test_other_braces_and_dollars_are_left_alone(text):
    """A script may speak of money and of code."""
    assert fill(text, {"x": "WRONG", "HOME": "WRONG"}) == text


def test_a_backslash_keeps_the_braces():
    """A script may even speak of {{name}}."""
    assert fill(r"write \{{name}}", {"name": "x"}) == "write {{name}}"


def test_a_missing_name_is_told_with_what_is_close():
    """The error has the line, the name and the candidates."""
    with pytest.raises(BadScript, match=r"line 2: there is no variable 'temperatur'\n.*'temperature'"):
        fill("Hello.\nIt is {{temperatur}}.", {"temperature": 1})


def test_an_expression_between_braces_is_an_error():
    """{{a.b}} would otherwise be read aloud, brace by brace."""
    with pytest.raises(BadScript, match="not the name of a variable"):
        fill("{{df.mean()}}", {"df": 1})


@given(st.text(), st.none() | st.text())
def test_no_line_breaks_the_parser(line, cell):
    """Whatever is typed, there is an order or one of our errors."""
    with contextlib.suppress(PictoryError):
        parse(line, cell, {})


@given(st.text(alphabet=st.characters(exclude_characters="{}")))
def test_a_script_without_braces_is_never_changed(text):
    """Filling in touches nothing but its own mark."""
    assert fill(text, {}) == text
