"""What our widgets share: a notebook keeps plain HTML from the first moment, and the page makes it live.

A saved notebook cannot bring a widget back: JupyterLab shows an error in its place, and hides whatever else the output
holds. So an output of ours is no widget but a plain spot, with what can be told without a kernel inside of it. Where a
kernel is there, the widget's model finds its spot in the page (``living`` of ``page.js``) and draws itself there, and
nothing of that is left in the file. VS Code and Colab keep models apart from outputs: there the widget itself is shown.
"""

from __future__ import annotations

import uuid
from typing import Any

import anywidget
import traitlets
from IPython import get_ipython

from pictory_nb.jupyter.host import Host, host_of
from pictory_nb.jupyter.show import Bundle

__all__ = ["Living"]


class Living(anywidget.AnyWidget):
    """A widget that is shown as what its ``_plain`` tells, and comes to life there.

    ``spot`` is the class of the element to make live. It holds the id of the model, by which the page learns whether a
    kernel answers to it.
    """

    spot = traitlets.Unicode().tag(sync=True)

    def __init__(self, *, host: Host | None = None, **values: Any) -> None:
        self._host = host or host_of(get_ipython())
        number = uuid.uuid4().hex
        super().__init__(model_id=number, spot=f"pictory-{number}", **values)

    def _plain(self) -> Bundle:
        """What is shown without a kernel: nothing, where an output beside it tells everything."""
        return {"text/html": "", "text/plain": repr(self)}, {}

    def _in_file(self) -> Bundle:
        """What an output keeps: the plain HTML in the spot that is made live."""
        data, metadata = self._plain()
        html = f'<div class="pictory-spot {self.spot}">{data["text/html"]}</div>'
        return {**data, "text/html": html}, metadata

    def _repr_mimebundle_(self, **options: Any) -> Bundle:
        if self._host.makes_live:
            return self._in_file()
        bundle = super()._repr_mimebundle_(**options)
        view, about = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        data, metadata = self._plain()
        return {**view, **data}, {**about, **metadata}
