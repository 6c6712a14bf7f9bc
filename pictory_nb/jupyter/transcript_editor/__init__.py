"""The transcript editor: a film beside its words, and cut by them.

widget.py     TranscriptEditor: the words, what is kept of them, the film that it becomes

js/           cuts          what is struck, and the steps that lead back
              words         what is said: chosen by keys and by hand
              film          the recording, which jumps over what is cut
              finder        places where something is said; summaries, the sentences that tell most
              making        the film that is made of what is kept
              signs         buttons
              editor        all of them in one frame
"""

from __future__ import annotations

from pictory_nb.jupyter.transcript_editor.widget import TranscriptEditor

__all__ = ["TranscriptEditor"]
