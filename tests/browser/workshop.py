"""A page that holds a composer without a notebook around it: a real Composer, and between them only messages.

It is there within a second, so what belongs to the composer alone is tested here; what JupyterLab does to it, in a Lab.
"""

from __future__ import annotations

import base64
import json
import queue
from typing import Any

from playwright.sync_api import Locator, Page, expect

from pictory_nb.jupyter.composer import Composer
from pictory_nb.jupyter.composer.module import first_half

__all__ = ["Workshop"]

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Workshop</title></head>
<style>body { margin: 12px; font-family: system-ui; background: var(--jp-layout-color1, #fff) }</style>
<body><main id="place"></main></body></html>"""

_BEGIN = """async ([source, css, state]) => {
  document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  window.composer = await import(address);
  const heard = new Map();
  const bytes = text => Uint8Array.from(atob(text), sign => sign.charCodeAt(0));
  const model = window.model = {
    state, sent: [],
    get: name => model.state[name],
    on: (name, call) => heard.set(name, [...(heard.get(name) || []), call]),
    off: (name, call) => heard.set(name, (heard.get(name) || []).filter(one => one !== call)),
    listeners: () => [...heard.values()].flat().length,
    send: (content, _, buffers = []) => {
      model.sent.push(JSON.stringify(content).length);
      const signs = one => Array.from(new Uint8Array(one), byte => String.fromCharCode(byte)).join("");
      const coded = buffers.map(one => btoa(signs(one)));
      toKernel(JSON.stringify(content), coded);
    },
  };
  window.fromKernel = messages => {
    for (const { kind, content, buffers } of messages) {
      if (kind === "state") {
        Object.assign(model.state, content);
        for (const name of Object.keys(content)) for (const call of heard.get(`change:${name}`) || []) call();
      } else {
        const views = buffers.map(text => new DataView(bytes(text).buffer));
        for (const call of heard.get("msg:custom") || []) call(content, views);
      }
    }
  };
  window.views = [];
  window.open_ = () => {
    const el = document.createElement("div");
    document.getElementById("place").append(el);
    views.push(composer.default.render({ model, el }));
  };
  open_();
  window.pulling = true;
  (async () => {
    while (window.pulling) {
      const told = await pull();
      fromKernel(JSON.parse(told));
      if (told === "[]") await new Promise(next => setTimeout(next, 15));
    }
  })();
}"""


class Workshop:
    """``composer`` in a page of its own. ``root`` is the composer as it is seen."""

    def __init__(self, page: Page, composer: Composer) -> None:
        self.page, self.composer = page, composer
        self._told: queue.Queue[dict[str, Any]] = queue.Queue()
        composer.send = self._send  # type: ignore[method-assign]
        composer.send_state = self._send_state  # type: ignore[method-assign]
        composer.observe(lambda _: self._send_state(["job"]), "job")
        page.expose_function("toKernel", self._to_kernel)
        page.expose_function("pull", self._pull)
        page.set_content(_PAGE)
        css = composer._css if isinstance(composer._css, str) else composer._css.read_text("utf-8")
        names = ("key", "place", "terms", "job", "board", "told")
        page.evaluate(_BEGIN, [first_half(), css, self._state(names)])
        self.root: Locator = page.locator(".pc-root").first
        expect(self.root.locator(".pc-section").first).to_be_attached()

    def _state(self, names: Any) -> dict[str, Any]:
        made = {"board": self.composer._board, "told": lambda: self.composer._told}
        state = {name: made[name]() if name in made else getattr(self.composer, name) for name in names}
        return json.loads(json.dumps(state))

    def _send(self, content: Any, buffers: Any = None) -> None:
        coded = [base64.b64encode(bytes(part)).decode() for part in buffers or ()]
        self._told.put({"kind": "message", "content": content, "buffers": coded})

    def _send_state(self, key: Any = None) -> None:
        names = [key] if isinstance(key, str) else list(key or ())
        self._told.put({"kind": "state", "content": self._state(names), "buffers": []})

    def _to_kernel(self, content: str, buffers: list[str]) -> None:
        self.composer._heard(None, json.loads(content), [base64.b64decode(part) for part in buffers])

    def _pull(self) -> str:
        told = []
        while not self._told.empty():
            told.append(self._told.get())
        return json.dumps(told)

    def story(self, number: int) -> Locator:
        return self.root.get_by_role("textbox", name=f"Scene {number} story", exact=True)

    @property
    def stories(self) -> list[str]:
        """The stories as Python has them."""
        return [scene.story or "" for scene in self.composer.storyboard.scenes] if self.composer.storyboard else []

    def settled(self, stories: list[str]) -> None:
        """Wait until Python has these stories."""
        for _ in range(200):
            if self.stories == stories:
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"{self.stories} instead of {stories}")
