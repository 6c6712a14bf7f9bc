"""What is said in a recording, as a page to read beside it: the sandbox's ``editVideoUrl`` (contract §4.3 C)."""

from __future__ import annotations

from html import escape
from pathlib import Path

from pictory_nb.transcript import Transcript

__all__ = ["write_page"]


_PAGE = """<!doctype html>
<html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Transcript</title>
<style>
  :root {{ color-scheme: light dark }}
  body {{ font: 18px/1.6 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem }}
  video {{ width: 100%; border-radius: 8px }}
  small {{ opacity: 0.65; font-variant-numeric: tabular-nums; margin-right: 0.75em }}
</style>
<h1>Transcript</h1>
{player}
{sentences}
<p><small>Heard by the pictory_nb sandbox, not by Pictory. In a notebook the film is edited by these words.</small></p>
</html>
"""


def write_page(transcript: Transcript, url: str, folder: Path) -> str:
    """Write a page on which the film is seen and its words are read; its name."""
    player = f'<video src="{escape(url)}" controls></video>' if url.startswith("http") else ""
    sentences = []
    for sentence in transcript.sentences:
        start = int(transcript.words[sentence[0]].start)
        clock = f"{start // 60}:{start % 60:02}"
        sentences.append(f"<p><small>{clock}</small>{escape(transcript.said(sentence))}</p>")
    page = _PAGE.format(language=escape(transcript.language), player=player, sentences="\n".join(sentences))
    (folder / "transcript.html").write_text(page, encoding="utf-8")
    return "transcript.html"
