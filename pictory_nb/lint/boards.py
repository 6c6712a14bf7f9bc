"""Findings about the whole video."""

from __future__ import annotations

from collections.abc import Iterator

from pictory_nb.lint.finding import Finding, Fix
from pictory_nb.lint.pace import voice_of
from pictory_nb.storyboard import Scene, Storyboard

__all__ = ["findings_of_board"]

LOUD = 0.4
"""Volume of music from which on a voice has to fight it."""


def findings_of_board(storyboard: Storyboard) -> Iterator[Finding]:
    """Everything worth knowing about the video itself."""
    yield from _voice(storyboard)
    yield from _music(storyboard)
    yield from _pictures(storyboard)
    yield from _stripped(storyboard)


def _voice(storyboard: Storyboard) -> Iterator[Finding]:
    told = [scene for scene in storyboard.scenes if _tells(scene)]
    if told and not storyboard.template_id and not any(voice_of(scene, storyboard) for scene in told):
        yield Finding(
            "waste",
            "voice_over",
            "nobody speaks, so the film is silent, with subtitles timed by the length of the text",
            "give voice_over with enabled=True, unless that is meant",
            (Fix("voice_over", {"enabled": True}),),
        )
    voices = storyboard.voice_over.ai_voices if storyboard.voice_over else ()
    if len(voices) > 1:
        names = ", ".join(str(voice.speaker) for voice in voices[:4])
        yield Finding(
            "taste",
            "voice_over.ai_voices",
            f"{names} take turns, scene by scene; a guide of the service says that only the first is used (X16)",
            "give every scene the voice_over that is meant for it",
            tuple(_each_its_voice(storyboard)),
        )
    for number in range(len(storyboard.scenes), len(voices)) if storyboard.scenes else ():
        path = f"voice_over.ai_voices[{number}]"
        yield Finding(
            "waste", path, "there are more voices than scenes, so it is never heard", "take it away", (Fix(path),)
        )


def _each_its_voice(storyboard: Storyboard) -> Iterator[Fix]:
    """The voices take their turns by name, and the video keeps the first for whatever is added."""
    voices = storyboard.voice_over.ai_voices if storyboard.voice_over else ()
    for number, scene in enumerate(storyboard.scenes):
        if _tells(scene) and not scene.voice_over:
            voice = voices[number % len(voices)].model_dump(exclude_unset=True)
            yield Fix(f"scenes[{number}].voice_over", {"enabled": True, "ai_voices": [voice]})
    for number in range(len(voices) - 1, 0, -1):
        yield Fix(f"voice_over.ai_voices[{number}]")


def _tells(scene: Scene) -> bool:
    return bool(scene.story or scene.story_co_pilot or scene.blog_url or scene.ppt_url)


def _music(storyboard: Storyboard) -> Iterator[Finding]:
    music = storyboard.background_music
    if music is None or not music.enabled:
        return
    if not (music.auto_music or music.music_url):
        yield Finding(
            "waste",
            "background_music",
            "it is on, and nothing says what is played",
            "give auto_music or music_url",
            (Fix("background_music.auto_music", True),),
        )
    spoken = any(voice_of(scene, storyboard) for scene in storyboard.scenes)
    if music.volume >= 1 and "volume" not in music.model_fields_set:
        yield Finding(
            "waste",
            "background_music.volume",
            "without it music plays as loud as it can (1)",
            "give 0.1 to 0.2",
            (Fix("background_music.volume", 0.15),),
        )
    elif spoken and music.volume > LOUD:
        level = "waste" if music.volume >= 0.8 else "taste"
        yield Finding(
            level,
            "background_music.volume",
            f"at {music.volume:g} it drowns the voice",
            "give 0.1 to 0.2",
            (Fix("background_music.volume", 0.15),),
        )


def _pictures(storyboard: Storyboard) -> Iterator[Finding]:
    bare = [number for number, scene in enumerate(storyboard.scenes) if _is_bare(scene)]
    if bare and len(bare) < len(storyboard.scenes):
        for number in bare:
            yield Finding(
                "taste",
                f"scenes[{number}].background",
                "other scenes have a picture of their own, this one gets what the service finds for its story",
                "give it a background, or a search_filter",
            )
    own_first = storyboard.visual_selection_preference in ("user-library-only", "prefer-user-library")
    if own_first and not storyboard.visual_library_id:
        place = "visual_selection_preference"
        mend = "give visual_library_id, or take it away"
        yield Finding("waste", place, "it prefers a library that is not named", mend, (Fix(place),))


def _is_bare(scene: Scene) -> bool:
    shown = scene.background and (scene.background.holds_visual or scene.background.search_filter)
    return not (shown or scene.background_brolls or scene.background_corpus or scene.video_url)


def _stripped(storyboard: Storyboard) -> Iterator[Finding]:
    if storyboard.storyboard_version == "v3":
        yield Finding(
            "taste",
            "storyboard_version",
            "the service chooses by itself what the scenes need, and calls this field experimental (X8)",
            "take it away",
            (Fix("storyboard_version"),),
        )
    elif storyboard.storyboard_version:
        yield Finding(
            "waste",
            "storyboard_version",
            "it forces the old engine, in which elements, AI visuals, overlays and avatars do not work (X8)",
            "take it away",
            (Fix("storyboard_version"),),
        )
    if storyboard.video_description:
        yield Finding(
            "waste",
            "video_description",
            "the service probably strips it",
            "keep it elsewhere",
            (Fix("video_description"),),
        )
    if storyboard.variables and not storyboard.template_id:
        reason, mend = "there is no template whose places they could fill", "give template_id, or take them away"
        yield Finding("waste", "variables", reason, mend, (Fix("variables"),))
    if storyboard.webhook_input and not storyboard.webhook:
        yield Finding(
            "waste", "webhook_input", "nobody is called who could be told", "give webhook", (Fix("webhook_input"),)
        )
    if storyboard.vimeo_connection_id and not storyboard.destinations:
        mend = "give destinations, or take it away"
        yield Finding("waste", "vimeo_connection_id", "nothing is sent there", mend, (Fix("vimeo_connection_id"),))
