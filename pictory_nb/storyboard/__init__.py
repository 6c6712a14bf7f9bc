"""A storyboard: what a video is to show and to say, scene by scene (contract §3.1–§3.8, the v2 body).

    Storyboard                              board.py
    ├── scenes: Scene                       scene.py
    │   ├── story, story_co_pilot, blog_url, ppt_url, audio_url, video_url
    │   ├── background: Background          background.py ── ai_visual: AiVisual, search_filter …   visual.py
    │   └── elements: Text, Shape, ImageElement, VideoElement                                       element.py
    ├── voice_over: VoiceOver, background_music: BackgroundMusic                                    sound.py
    ├── subtitle_style: FontStyle           style.py
    ├── logo: Logo, avatar: Avatar          emblems.py
    └── destinations                        destination.py

Every class is a frozen value. Fields are snake_case here and camelCase on the wire; both are accepted on input.
All rule numbers (V1 …) are those of the contract, §3.10; an X and a number is a contradiction of its §7.1.
"""

from __future__ import annotations

from pictory_nb.storyboard.background import (
    Background,
    BackgroundSettings,
    Broll,
    Clip,
    CorpusImage,
    KenBurnsPoint,
    MotionGraphics,
    VideoKenBurns,
)
from pictory_nb.storyboard.board import Storyboard
from pictory_nb.storyboard.destination import Destination, S3Destination, VimeoDestination, VimeoPrivacy
from pictory_nb.storyboard.element import Element, ImageElement, Shape, Text, VideoElement
from pictory_nb.storyboard.emblems import Avatar, Logo, SceneAvatar
from pictory_nb.storyboard.scene import SOURCES, STORY_LIMIT, Scene, StoryCoPilot
from pictory_nb.storyboard.sound import (
    AiVoice,
    BackgroundMusic,
    ExternalVoice,
    PremiumVoiceSettings,
    SceneMusic,
    VoiceOver,
)
from pictory_nb.storyboard.style import Animation, FontStyle
from pictory_nb.storyboard.visual import AiVisual, ColorOverlay, SearchFilter

__all__ = [
    "SOURCES",
    "STORY_LIMIT",
    "AiVisual",
    "AiVoice",
    "Animation",
    "Avatar",
    "Background",
    "BackgroundMusic",
    "BackgroundSettings",
    "Broll",
    "Clip",
    "ColorOverlay",
    "CorpusImage",
    "Destination",
    "Element",
    "ExternalVoice",
    "FontStyle",
    "ImageElement",
    "KenBurnsPoint",
    "Logo",
    "MotionGraphics",
    "PremiumVoiceSettings",
    "S3Destination",
    "Scene",
    "SceneAvatar",
    "SceneMusic",
    "SearchFilter",
    "Shape",
    "StoryCoPilot",
    "Storyboard",
    "Text",
    "VideoElement",
    "VideoKenBurns",
    "VimeoDestination",
    "VimeoPrivacy",
    "VoiceOver",
]
