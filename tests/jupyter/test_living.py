"""What an output of a widget holds: plain HTML that comes to life, and the widget itself only where it cannot."""

from __future__ import annotations

import pytest

from pictory_nb.jupyter.host import Host
from pictory_nb.jupyter.job_table import JobTable
from pictory_nb.jupyter.living import Living
from pictory_nb.jupyter.show import Bundle

VIEW = "application/vnd.jupyter.widget-view+json"


class Lamp(Living):
    _esm = "export default {}"

    def _plain(self) -> Bundle:
        return {"text/html": "<b>a lamp</b>", "text/plain": "a lamp"}, {"pictory": {"job_id": "1"}}


def test_an_output_is_plain_and_holds_the_spot_that_is_made_live():
    """No widget is in the file; its model has the id that the spot names, so that the page can ask for it."""
    lamp = Lamp(host=Host())

    data, metadata = lamp._repr_mimebundle_()

    assert set(data) == {"text/html", "text/plain"}
    assert data["text/html"] == f'<div class="pictory-spot pictory-{lamp.model_id}"><b>a lamp</b></div>'
    assert metadata == {"pictory": {"job_id": "1"}}


@pytest.mark.parametrize("host", [Host(silent=True), Host(reads_files=False)], ids=["VS Code", "Colab"])
def test_a_host_that_keeps_models_apart_is_given_the_widget(host: Host):
    """With the same plain HTML, for whoever opens it later; the table of jobs stays plain, and is kept true."""
    lamp = Lamp(host=host)

    data, metadata = lamp._repr_mimebundle_()

    assert data[VIEW]["model_id"] == lamp.model_id
    assert data["text/html"] == "<b>a lamp</b>"
    assert metadata["pictory"] == {"job_id": "1"}
    assert VIEW not in JobTable([], host=host)._in_file()[0]
