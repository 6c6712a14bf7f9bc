"""What a storyboard may refer to: voices, music, pictures, fonts, styles, brands; and what is left to spend.

Each is a frozen value, read leniently: a member that is missing or odd leaves its field empty, a strange one is passed
over, so that whatever the service adds tomorrow breaks nothing today.

    entry.py      what they have in common
    heard.py      voices, music, and what was heard of them
    seen.py       pictures and clips
    looks.py      fonts, brands, styles, layouts, avatars
    kept.py       templates, projects, connections
    account.py    the quota, and the ledger of credits
"""

from __future__ import annotations

from pictory_nb.library.account import Allowance, CreditEntry, Quota
from pictory_nb.library.entry import Entry
from pictory_nb.library.heard import Sound, Track, Voice
from pictory_nb.library.kept import Connection, Place, Project, Template
from pictory_nb.library.looks import Avatar, Brand, Font, Look, SmartLayout, Style
from pictory_nb.library.seen import Clip, GeneratedImage, GeneratedVideo, Picture

__all__ = [
    "Allowance",
    "Avatar",
    "Brand",
    "Clip",
    "Connection",
    "CreditEntry",
    "Entry",
    "Font",
    "GeneratedImage",
    "GeneratedVideo",
    "Look",
    "Picture",
    "Place",
    "Project",
    "Quota",
    "SmartLayout",
    "Sound",
    "Style",
    "Template",
    "Track",
    "Voice",
]
