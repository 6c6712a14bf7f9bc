"""The composer: a storyboard made by hand, and kept as code.

widget.py     Composer: one draft, what the browser does to it, what Python does to it
errands.py    what the browser asks for: pictures, voices, music, faces, files, code, previews
telling.py    what the browser is told beside the scenes: remarks, lengths, the price, the frame
sheet.py      the contact sheet that a notebook keeps
module.py     joins js/ into the two halves of the browser's module

js/           text, board          the storyboard in the browser, and the changes that make it
              setting, still       where words stand, and a scene as one frame
              shelf                what the kernel brought
              card, view, main     the list and the stage; keys, what each means
              fields, letters, panel     everything else about a scene and the video
              elements, placing    what stands on the picture: its fields, and how it is dragged on the stage
              moving, between      cards that are carried by their handles, and the + between two
              picker, transfer, doing    pickers, the clipboard and files, menus and dialogs
"""

from __future__ import annotations

from pictory_nb.jupyter.composer.widget import Composer

__all__ = ["Composer"]
