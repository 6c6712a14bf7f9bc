"""The command line: ``pictory-nb render``, ``lab``, ``sandbox``, ``cache`` and ``doctor``.

What a program wants to read goes to standard output (the path of the film), everything else to standard error.
"""

from __future__ import annotations

import argparse
import importlib.util
import ipaddress
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pictory_nb.errors import BadCommand, PictoryError, SandboxMissing
from pictory_nb.flags import add_account, add_paying, add_settings, settings_of
from pictory_nb.parser import HelpWanted, Parser

if TYPE_CHECKING:
    from pictory_nb.job import Job
    from pictory_nb.storyboard import Storyboard

__all__ = ["main"]

FIRST_NOTEBOOK = Path("notebooks/01-first-video.ipynb")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 only when everything that was asked for is there.

    1 is a failure, 2 a line that cannot be understood; both are told in two lines.
    """
    try:
        namespace = _parser().parse_args(arguments)
    except HelpWanted as wanted:
        print(wanted, end="")
        return 0
    except BadCommand as error:
        print(f"pictory-nb: {error}", file=sys.stderr)
        return 2
    try:
        return namespace.run(namespace)
    except PictoryError as error:
        print(f"pictory-nb: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\npictory-nb: stopped", file=sys.stderr)
        return 130


def _parser() -> Parser:
    parser = Parser("pictory-nb", "Scripted videos, from the terminal.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    render = commands.add_parser("render", help="turn a script in Markdown, or a notebook, into a film")
    render.add_argument("script", type=Path, metavar="FILE", help="a Markdown file, or a notebook")
    render.add_argument("--no-code", dest="code", action="store_false", help="leave the code of a notebook out")
    render.add_argument("-o", "--output", type=Path, help="where the film goes (pictory_videos/ by default)")
    add_settings(render)
    add_paying(render)
    render.set_defaults(run=_render)

    clean = commands.add_parser("clean", help="take keys, signed addresses, ids and broken widgets out of notebooks")
    clean.add_argument("notebooks", type=Path, nargs="+", metavar="NOTEBOOK")
    clean.add_argument("--check", action="store_true", help="change nothing, and fail where something is to be changed")
    clean.add_argument("--keep-ids", action="store_true", help="leave job ids, which lead back to a job")
    clean.set_defaults(run=_clean)

    shown = commands.add_parser("jobs-in", help="list the jobs and films that a saved notebook shows")
    shown.add_argument("notebook", type=Path)
    shown.set_defaults(run=_jobs_in)

    embed = commands.add_parser("embed", help="bring the films that a notebook links into the file")
    embed.add_argument("notebook", type=Path)
    embed.add_argument("--max-mb", type=float, default=20.0, metavar="MB", help="the largest film to bring in (20)")
    embed.set_defaults(run=_embed)

    externalise = commands.add_parser("externalise", help="put the films that a notebook holds into files beside it")
    externalise.add_argument("notebook", type=Path)
    externalise.add_argument("--folder", type=Path, default=Path("pictory_videos"), help="where to (pictory_videos)")
    externalise.set_defaults(run=_externalise)

    refresh = commands.add_parser("refresh", help="show in a saved notebook what became of its jobs since")
    refresh.add_argument("notebook", type=Path)
    add_account(refresh)
    refresh.set_defaults(run=_refresh)

    lab = commands.add_parser("lab", help="open a notebook in JupyterLab, the first tutorial by default")
    lab.add_argument("notebook", type=Path, nargs="?", default=FIRST_NOTEBOOK)
    lab.set_defaults(run=_lab)

    sandbox = commands.add_parser("sandbox", help="serve the stand-in for the API on this computer")
    sandbox.add_argument("--port", type=_port, default=8765, help="0 takes a free one (default: 8765)")
    sandbox.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help="let other computers in at this address; takes --api-key"
    )
    sandbox.add_argument("--api-key", default="", help="admit only this key (default: any)")
    sandbox.add_argument("--client-id", default="", help="give tokens only to this id …")
    sandbox.add_argument("--client-secret", default="", help="… with this secret")
    sandbox.add_argument(
        "--private-media",
        action="store_true",
        help="let storyboards name media on this computer's own network, which otherwise only notebooks may",
    )
    sandbox.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="FAULT",
        help="break on purpose, as in 429=2@job*3: KIND[=SECONDS][@PLACE][*TIMES] (docs/faults.md lists them)",
    )
    sandbox.set_defaults(run=_sandbox)

    cache = commands.add_parser("cache", help="show what the sandbox keeps for the next time, or clear it")
    cache.add_argument("--clear", nargs="?", const="", metavar="KIND", help="remove it, all or of one kind")
    cache.set_defaults(run=_cache)

    doctor = commands.add_parser("doctor", help="look whether all is well, and say how to mend what is not")
    add_account(doctor)
    doctor.set_defaults(run=_doctor)
    return parser


def _render(namespace: argparse.Namespace) -> int:
    from pictory_nb.door import make_ready
    from pictory_nb.preferences import load, preset_named

    output: Path | None = namespace.output
    if output and output.exists():
        raise BadCommand(f"{output} is there already", mend="give another name: nothing is overwritten")
    settled = load()
    profile = settled.profile if namespace.profile is None else namespace.profile
    make_ready(profile)  # before the imports, which take as long
    from pictory_nb.budget import Budget, credits_of
    from pictory_nb.client import Pictory

    name = settled.preset if namespace.preset is None else namespace.preset
    preset = preset_named("" if name == "off" else name, settled.presets)
    storyboard = _storyboard(namespace, preset)
    client = Pictory(profile=profile)
    budget = Budget(credits_of(namespace.max_credits), _ask if sys.stdin.isatty() else None, settled.confirm_over)
    job = client.render(storyboard, new=namespace.new, budget=budget)
    print(job.note or f"rendering in the {client.place}: job {job.id}", file=sys.stderr)
    job.on_change(_Line())
    try:
        job.wait()
    finally:
        print("\r" + " " * 70 + "\r" if sys.stderr.isatty() else "", end="", file=sys.stderr)
    kept = job.film if job.reattached else None
    print(kept if kept and not output else job.download(output))
    return 0


def _cache(namespace: argparse.Namespace) -> int:
    from pictory_nb.door import open_sandbox

    cache = open_sandbox().cache
    if namespace.clear is not None:
        print(f"{cache.clear(namespace.clear) / 1e6:.1f} MB removed", file=sys.stderr)
    print(cache)
    return 0


def _storyboard(namespace: argparse.Namespace, preset: Mapping[str, Any]) -> Storyboard:
    if namespace.script.suffix.lower() != ".ipynb":
        from pictory_nb.script import from_file

        return from_file(namespace.script, preset=preset, **settings_of(namespace))
    from pictory_nb.document import adapt

    made = adapt(namespace.script, code=namespace.code, preset=preset, **settings_of(namespace))
    for note in made.notes:
        print(f"pictory-nb: {note}", file=sys.stderr)
    return made.storyboard


def _ask(question: str) -> bool:
    print(f"{question} Render it? [y/N] ", end="", file=sys.stderr, flush=True)
    return input().strip().lower() in ("y", "yes")


class _Line:
    """One line of progress on standard error: rewritten on a terminal, a new one for each stage elsewhere.

    As long as the service tells no share, the seconds that have passed stand there.
    """

    def __init__(self) -> None:
        self._shown = ""

    def __call__(self, job: Job) -> None:
        if job.done:
            return  # what follows, the path or the error, says it
        stage = getattr(job.state, "message", "") or job.status.replace("-", " ")
        so_far = f"{job.progress:3d} %" if job.progress is not None else f"{job.elapsed:3.0f} s"
        if sys.stderr.isatty():
            print(f"\r{so_far}  {stage:<60}", end="", file=sys.stderr, flush=True)
        elif stage != self._shown:
            print(f"{so_far}  {stage}", file=sys.stderr, flush=True)
        self._shown = stage


def _clean(namespace: argparse.Namespace) -> int:
    from pictory_nb.document import clean

    dirty = 0
    for notebook in namespace.notebooks:
        found = clean(notebook, keep_ids=namespace.keep_ids, write=not namespace.check)
        if found:
            dirty += 1
            said = ", ".join(f"{count} {kind}" for kind, count in found.items())
            print(f"{notebook}: {said} {'to be taken out' if namespace.check else 'taken out'}")
    return 1 if dirty and namespace.check else 0


def _jobs_in(namespace: argparse.Namespace) -> int:
    from pictory_nb.document import jobs_in

    for shown in jobs_in(namespace.notebook):
        film = f"{shown.stored / 1e6:.1f} MB in the notebook" if shown.stored else shown.film or "no film"
        print(f"cell {shown.cell}  {shown.job_id}  {shown.name}  {film}")
    return 0


def _embed(namespace: argparse.Namespace) -> int:
    from pictory_nb.document import embed

    return _told(embed(namespace.notebook, max_mb=namespace.max_mb))


def _externalise(namespace: argparse.Namespace) -> int:
    from pictory_nb.document import externalise

    return _told(externalise(namespace.notebook, folder=namespace.folder))


def _refresh(namespace: argparse.Namespace) -> int:
    from pictory_nb.client import Pictory
    from pictory_nb.jupyter.refresh import refresh

    return _told(refresh(namespace.notebook, Pictory(profile=namespace.profile)))


def _told(sentences: Sequence[str]) -> int:
    print(*sentences or ["there is nothing to do"], sep="\n")
    return 0


def _lab(namespace: argparse.Namespace) -> int:
    if importlib.util.find_spec("jupyterlab") is None:
        raise BadCommand("JupyterLab is not installed here", mend='pip install "pictory_nb[lab]"')
    notebook: Path = namespace.notebook
    if notebook != FIRST_NOTEBOOK and not notebook.exists():
        raise BadCommand(f"there is no notebook {notebook}", mend="check the path")
    return subprocess.call([sys.executable, "-m", "jupyterlab", *_lab_options(notebook)])


def _lab_options(notebook: Path) -> list[str]:
    """Open the notebook itself, also by the address that is printed where there is no browser to open."""
    folder = Path.cwd()
    options = [f"--ServerApp.root_dir={folder}"]
    if notebook.exists() and notebook.resolve().is_relative_to(folder):
        place = notebook.resolve().relative_to(folder).as_posix()
        options += [f"--LabApp.default_url=/lab/tree/{quote(place)}"]
    elif notebook.exists():
        options = [str(notebook.resolve())]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options += ["--allow-root"]  # in a container everybody is root, and Jupyter would refuse to start
    return options


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"{text} is not a port: give a number from 0 to 65535")
    return int(text)


def _sandbox(namespace: argparse.Namespace) -> int:
    try:
        from pictory_nb.sandbox import build
        from pictory_nb.sandbox.faults import Fault, Faulty
        from pictory_nb.sandbox.places import data_folder
        from pictory_nb.sandbox.premises import Premises
        from pictory_nb.sandbox.server import HERE, bind
        from pictory_nb.sandbox.service import Guard
    except ModuleNotFoundError as error:
        raise BadCommand(f"the sandbox lacks the package {error.name}", mend=SandboxMissing.INSTALL) from None
    guard = Guard(api_key=namespace.api_key, client_id=namespace.client_id, client_secret=namespace.client_secret)
    if namespace.host != HERE and not (guard.has_credential and _is_address(namespace.host)):
        raise BadCommand(
            f"at {namespace.host} other computers would reach the sandbox",
            mend="give an address in numbers, and --api-key, so that only who knows it is let in",
        )
    premises = Premises(data_folder(), private_media=namespace.private_media)
    service = Faulty(build(guard, premises, public=namespace.host != HERE), map(Fault.parse, namespace.fault))
    try:
        server, base_url = bind(namespace.port, service, namespace.host)
    except (OSError, SystemExit):
        raise BadCommand(f"port {namespace.port} is taken", mend="choose another: --port 0 finds a free one") from None
    print(base_url, flush=True)
    print("A local stand-in for the Pictory API. Set PICTORY_API_BASE_URL to the address above.", file=sys.stderr)
    print("Any credential is taken unless --api-key or --client-id are given. Ctrl-C ends it.", file=sys.stderr)
    server.serve_forever()
    return 0


def _is_address(host: str) -> bool:
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return False


def _doctor(namespace: argparse.Namespace) -> int:
    from pictory_nb.client import Pictory
    from pictory_nb.doctor import examine
    from pictory_nb.preferences import load

    settled = load()
    profile = settled.profile if namespace.profile is None else namespace.profile
    found = examine(lambda: Pictory(profile=profile), settled.told())
    print(found)
    return 0 if found.well else 1
