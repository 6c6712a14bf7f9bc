"""Firefox and WebKit under a test's hands, by the protocol that both bring along: WebDriver, with nothing to install.

Debian's Firefox has no geckodriver beside it, but speaks the same commands itself, on a socket, as Marionette. WebKit
has its WebKitWebDriver, and needs a screen, for which Xvfb stands in.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import requests

__all__ = ["ENGINES", "Driver", "Firefox", "WebKit"]

_KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "Backspace": "\ue003", "Delete": "\ue017"} | {
    "ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015", "Home": "\ue011",
    "End": "\ue010", "Control": "\ue009", "Shift": "\ue008", "Alt": "\ue00a", "F6": "\ue036",
}  # fmt: skip
_PATIENCE = {"script": 100_000}  # milliseconds
_ASYNC = """const done = arguments[arguments.length - 1];
Promise.resolve().then(() => (CALLED)(...[...arguments].slice(0, -1)))
  .then(value => done({ value }), error => done({ error: `${error}\\n${error.stack}` }));"""
_WAIT = """async (most, ...given) => {
  const began = performance.now();
  let found;
  while (!(found = await (FUNCTION)(...given)) && performance.now() < began + most)
    await new Promise(next => setTimeout(next, 50));
  return found;
}"""
_CENTRE = """selector => {
  const node = typeof selector === "string" ? document.querySelector(selector) : selector;
  if (!node) throw new Error(`there is no ${selector}`);
  node.scrollIntoView({ block: "nearest" });
  const { left, top, width, height } = node.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
}"""


class Driver:
    """One window of an engine. ``run`` calls a function in the page; everything else is done as a person does it."""

    def say(self, command: str, **given: Any) -> Any:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def goto(self, url: str) -> None:
        self.say("Navigate", url=url)

    def run(self, function: str, *given: Any) -> Any:
        script = _ASYNC.replace("CALLED", function)
        answer = self.say("ExecuteAsyncScript", script=script, args=list(given))
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer.get("value")

    def wait(self, function: str, *given: Any, seconds: float = 30) -> Any:
        """Wait until a function of the page says something that is true, and return that."""
        found = self.run(_WAIT.replace("FUNCTION", function), seconds * 1000, *given)
        assert found, f"not within {seconds} s: {function} {given}"
        return found

    def press(self, *chords: str) -> None:
        for chord in chords:
            keys = [_KEYS.get(key, key) for key in chord.split("+")]
            downs = [{"type": "keyDown", "value": key} for key in keys]
            ups = [{"type": "keyUp", "value": key} for key in reversed(keys)]
            self._act({"type": "key", "id": "keyboard", "actions": [*downs, *ups]})

    def type(self, text: str) -> None:
        strokes = [{"type": kind, "value": sign} for sign in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": strokes})

    def click(self, selector: str) -> None:
        self.drag(self.run(_CENTRE, selector))

    def drag(self, *points: list[int]) -> None:
        """Press at the first point, go to the others, let go; with one point alone it is a click."""
        moves = [{"type": "pointerMove", "x": x, "y": y, "duration": 60} for x, y in points]
        down, up = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}}
        self._act({**mouse, "actions": [moves[0], down, *moves[1:], up]})

    def _act(self, source: dict[str, Any]) -> None:
        self.say("PerformActions", actions=[source])

    def screenshot(self, file: Path) -> None:
        file.write_bytes(base64.b64decode(self.say("TakeScreenshot")))


class Firefox(Driver):
    """Its own commands go through a socket: a length, a colon, and a list in JSON."""

    NEEDS = ("firefox-esr|firefox",)

    def __init__(self, folder: Path, width: int, height: int) -> None:
        (folder / "user.js").write_text('user_pref("marionette.port", 0);\n')
        program = next(filter(None, map(shutil.which, self.NEEDS[0].split("|"))))
        options = ["--headless", "--marionette", "--no-remote", f"--width={width}", f"--height={height}"]
        with (folder / "log").open("w") as log:
            self._process = subprocess.Popen([program, *options, "--profile", folder], stdout=log, stderr=log)
        port = folder / "MarionetteActivePort"
        _until(lambda: port.exists() and port.read_text())
        self._socket = socket.create_connection(("127.0.0.1", int(port.read_text())), timeout=120)
        self._answers, self._count = self._socket.makefile("rb"), itertools.count()
        self._read()  # it says who it is
        self.say("NewSession", capabilities={"alwaysMatch": {"timeouts": _PATIENCE}})
        self.say("SetWindowRect", width=width, height=height)

    def say(self, command: str, **given: Any) -> Any:
        told = json.dumps([0, next(self._count), f"WebDriver:{command}", given]).encode()
        self._socket.sendall(b"%d:%s" % (len(told), told))
        _, _, error, answer = self._read()
        assert error is None, error
        return answer["value"] if answer and "value" in answer else answer

    def _read(self) -> Any:
        length = b"".join(iter(lambda: self._answers.read(1), b":"))
        return json.loads(self._answers.read(int(length)))

    def close(self) -> None:
        self._socket.close()
        _end(self._process)


_WEBKIT = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
_PATHS = {"Navigate": "url", "ExecuteAsyncScript": "execute/async", "PerformActions": "actions"} | {
    "SetWindowRect": "window/rect"
}


class WebKit(Driver):
    """By the driver that comes with it, on a screen that nobody sees."""

    NEEDS = ("WebKitWebDriver", "Xvfb")

    def __init__(self, folder: Path, width: int, height: int) -> None:
        (browser,) = list(Path("/").glob(_WEBKIT[1:]))[:1]
        read, write = os.pipe()
        screen = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height + 200}x24", "-nolisten", "tcp"]
        with (folder / "log").open("w") as log:
            self._screen = subprocess.Popen(screen, pass_fds=[write], stdout=log, stderr=log)
            os.close(write)
            with os.fdopen(read) as told:
                display = f":{told.readline().strip()}"
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            environment = {**os.environ, "DISPLAY": display, "HOME": str(folder), "GDK_BACKEND": "x11"}
            self._process = subprocess.Popen(
                ["WebKitWebDriver", f"--port={port}"], env=environment, stdout=log, stderr=log
            )
        self._url = f"http://127.0.0.1:{port}/session"
        _until(lambda: _listens(port))
        options = {"binary": str(browser), "args": ["--automation", f"--geometry={width}x{height + 100}"]}
        wanted = {"webkitgtk:browserOptions": options, "timeouts": _PATIENCE}
        answer = requests.post(self._url, json={"capabilities": {"alwaysMatch": wanted}}, timeout=60).json()["value"]
        self._url += f"/{answer['sessionId']}"
        self.say("SetWindowRect", width=width, height=height + 100)

    def say(self, command: str, **given: Any) -> Any:
        if command == "TakeScreenshot":
            answer = requests.get(f"{self._url}/screenshot", timeout=60)
        else:
            answer = requests.post(f"{self._url}/{_PATHS[command]}", json=given, timeout=120)
        assert answer.ok, answer.text
        return answer.json()["value"]

    def close(self) -> None:
        requests.delete(self._url, timeout=20)
        _end(self._process)
        _end(self._screen)


ENGINES: dict[str, type[Firefox] | type[WebKit]] = {"firefox": Firefox, "webkit": WebKit}


def _listens(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def _until(test: Any, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not test():
        assert time.monotonic() < deadline, "the browser did not start"
        time.sleep(0.05)


def _end(process: subprocess.Popen[Any]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
