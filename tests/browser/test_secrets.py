"""A notebook that a real JupyterLab saves holds no key, no token and no signature."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.jupyter.service import Service

CANARY = "canary"


class Signed(Service):
    """Its links are signed, and its messages repeat the credential."""

    def answer(self, method: str, path: str, body: object) -> tuple[int, object]:
        status, said = super().answer(method, path, body)
        text = (
            json.dumps(said).replace('.mp4"', f'.mp4?X-Amz-Signature={CANARY}"').replace('.vtt"', f'.vtt?s={CANARY}"')
        )
        return status, json.loads(text.replace("drawing scene 1", f"drawing for pictai_{CANARY}0123456789"))


def test_a_saved_notebook_holds_no_secret(open_notebook: Open):
    """Neither the source, nor an output, nor the state of a widget: while the job runs, and when the film is there."""
    with Signed(hold=True, pause=0.1) as service:
        setting = (
            "import os\n"
            f"os.environ['PICTORY_API_BASE_URL'] = {service.url!r}\n"
            "os.environ['PICTORY_API_KEY'] = 'pictai_' + 'can' + 'ary0123456789'\n"
            "import logging, sys\n"
            "logging.basicConfig(level=logging.DEBUG, stream=sys.stdout, force=True)\n"
            "for name in ('asyncio', 'parso', 'Comm'): logging.getLogger(name).setLevel('WARNING')\n"
            "%load_ext pictory_nb\n%xmode Verbose"
        )
        notebook = open_notebook([setting, "%%pictory --name Rain\nThe sun warms the sea."]).run_all()
        card = notebook.cell(1).locator(".pictory-card")
        expect(card).to_contain_text("drawing for pictai_…")
        assert CANARY not in json.dumps(notebook.save())
        service.release()
        notebook.cell(1).locator("video").wait_for(timeout=30_000)
        for source in ("_pictory.result()", "%pictory jobs", "_pictory.video", "_pictory._client, vars(_pictory)"):
            notebook.start(source)
            notebook.finish()
        saved = json.dumps(notebook.save(), ensure_ascii=False)
        assert ".mp4?…" in saved
        assert CANARY not in saved
