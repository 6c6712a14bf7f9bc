"""Storyboards of every kind that the rules allow, for tests of what has to hold for all of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from pictory_nb import choices, terms
from pictory_nb.storyboard import (
    AiVisual,
    AiVoice,
    Animation,
    Avatar,
    Background,
    BackgroundMusic,
    BackgroundSettings,
    Broll,
    Clip,
    ColorOverlay,
    CorpusImage,
    ExternalVoice,
    FontStyle,
    ImageElement,
    KenBurnsPoint,
    Logo,
    MotionGraphics,
    PremiumVoiceSettings,
    S3Destination,
    Scene,
    SceneAvatar,
    SceneMusic,
    SearchFilter,
    Shape,
    Storyboard,
    StoryCoPilot,
    Text,
    VideoElement,
    VideoKenBurns,
    VimeoDestination,
    VimeoPrivacy,
    VoiceOver,
)

Fields = dict[str, st.SearchStrategy[Any]]


def made(word: type, required: Fields | None = None, **members: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A ``word`` with its required fields, of whose other members any may be left away."""
    return st.fixed_dictionaries(required or {}, optional=members).map(lambda fields: word(**fields))


def one_of_fields(fields: Fields) -> st.SearchStrategy[dict[str, Any]]:
    """One of ``fields``, which exclude each other, or none."""
    each = [value.map(lambda value, name=name: {name: value}) for name, value in fields.items()]
    return st.just({}) | st.one_of(each)


def with_one_of(word: type, fields: Fields, rest: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A ``word`` like one of ``rest``, with one of ``fields`` or none."""
    return st.tuples(rest, one_of_fields(fields)).map(lambda pair: pair[0].replace(**pair[1]))


def some_of(values: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


flags = st.booleans()
percents = st.integers(0, 100).map("{}%".format)
colors = some_of(("#fff", "#A1B2C3", "#11223344", "rgb(0, 128,255)", "rgba(1,2,3,0.5)", "rgba(1,2,3,1)"))
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(str.strip)
seconds = st.floats(0, 600)
units = st.floats(0, 1)
levels = st.floats(-1, 1)
urls = some_of(("https://v.example/a", "http://v.example/b.bin?q=1"))
ids = some_of(("6f2c2b0e-9f33-4a6e-8a0e-0d4b1a2c3d4e", "20251222191648030abc"))
positions = some_of(choices.POSITIONS)
free_objects = st.dictionaries(some_of(("row_id", "camelKey")), st.none() | st.integers() | words)

clips = st.tuples(seconds, st.floats(1, 60)).map(lambda pair: Clip(start=pair[0], end=pair[0] + pair[1]))
animations = st.tuples(flags, flags).map(
    lambda kinds: [
        Animation(name="fade", type=kind, speed="custom", custom_speed_value=1.5, future_words="subtle")
        for kind, wanted in zip(("entry", "exit"), kinds, strict=True)
        if wanted
    ]
)
styles = made(
    FontStyle,
    font_family=some_of(terms.FONTS),
    font_size=st.integers(1, 200),
    color=colors,
    background_color=colors,
    keyword_color=colors,
    shadow_color=colors,
    shadow_width=percents,
    position=positions,
    alignment=some_of(("left", "center", "right")),
    decorations=st.lists(some_of(("bold", "italics")), unique=True),
    case=some_of(("uppercase", "smallcapitalize")),
    paragraph_width=percents,
    show_box_background=flags,
    show_bullet=flags,
    bullet_size=units,
    bullet_fill_color=colors,
    animations=animations,
) | st.builds(FontStyle, font_url=urls, font_family=words)

filters = made(
    SearchFilter,
    query=words,
    keywords=st.lists(st.text("ab", min_size=2), min_size=1, max_size=3),
    category=some_of(terms.CATEGORIES),
    libraries=st.lists(some_of(("story_blocks", "getty")), unique=True),
)
ai_images = made(
    AiVisual,
    {"model": some_of(tuple(choices.IMAGE_MODELS))},
    prompt=words,
    media_style=st.just("vintage"),
    visual_continuity=flags,
    reference_image_url=urls,
)
ai_videos = with_one_of(
    AiVisual,
    {"first_frame_image_url": urls, "reference_image_urls": st.lists(urls, min_size=1, max_size=2)},
    made(AiVisual, {"model": st.just("veo3.1")}, prompt=words, video_duration=some_of(("4s", "8s"))),
)
points = made(KenBurnsPoint, zoom=units, center_x=units, center_y=units)
settings = made(
    BackgroundSettings,
    loop=flags,
    mute=flags,
    zoom_and_pan=flags,
    video_ken_burns=st.builds(VideoKenBurns, start=points, end=points),
)
overlays = made(ColorOverlay, {"color": colors}, opacity=units)


def grounds(word: type, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Backgrounds with each kind of visual, and with none."""
    common = {"color_overlay": overlays, "settings": settings, **more}
    return st.one_of(
        made(word, {"visual_url": urls, "type": st.just("video")}, clips=st.lists(clips, max_size=2), **common),
        made(word, {"visual_url": urls}, **common),
        made(word, {"color": colors}, **common),
        made(word, {"ai_visual": ai_images, "type": st.just("image")}, **common),
        made(word, {"ai_visual": ai_videos, "type": st.just("video")}, **common),
        made(word, search_filter=filters, **common),
    )


graphics = made(MotionGraphics, {"enabled": flags}, prompt=words, style=words)
backgrounds = grounds(Background, motion_graphics=graphics)
places: list[Fields] = [{"position": some_of((*choices.POSITIONS, "center"))}, {"top": percents, "left": percents}]


def placed(word: type, required: Fields, **members: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of([made(word, required, width=percents, **members, **place) for place in places])


texts = placed(
    Text, {"text": words}, text_variant=some_of(("heading", "subheading", "body")), style=styles
)  # fmt: skip
shapes = placed(
    Shape, {"name": some_of(choices.SHAPES)}, fill=colors, stroke=colors, stroke_width=units, border_radius=units
)
images = st.one_of(
    placed(ImageElement, {"visual_url": urls}, color_overlay=overlays),
    placed(ImageElement, {"search_filter": filters}),
    placed(ImageElement, {"ai_visual": ai_images}),
)
videos = placed(VideoElement, {"visual_url": urls}, settings=settings) | placed(VideoElement, {"ai_visual": ai_videos})
elements = st.one_of(texts, shapes, images, videos)

premium = made(
    PremiumVoiceSettings,
    model_id=some_of(choices.PREMIUM_MODELS),
    stability=percents,
    similarity_boost=percents,
    style=percents,
    use_speaker_boost=flags,
)
speakers = made(
    AiVoice,
    {"speaker": words | st.integers(1, 9999)},
    speed=st.integers(50, 200),
    amplification_level=levels,
    premium_voice_settings=premium,
)
recordings = made(ExternalVoice, {"voice_url": urls}, sync_voice=flags, amplification_level=levels)
voices = with_one_of(
    VoiceOver,
    {"ai_voices": st.lists(speakers, max_size=3), "external_voice": recordings},
    st.builds(VoiceOver, enabled=flags),
)
music = with_one_of(
    BackgroundMusic,
    {"auto_music": flags, "music_url": urls},
    made(BackgroundMusic, {"enabled": flags}, volume=units, clips=st.lists(clips, max_size=2)),
)

avatar_looks: Fields = {"hide": flags, "border_radius": percents, "border_color": colors, "border_thickness": units}
avatars = placed(Avatar, {"avatar_id": words}, **avatar_looks)

of_a_scene: Fields = {
    "max_subtitle_lines": st.integers(1, 4),
    "highlight_keywords": flags,
    "hide_subtitles": flags,
    "minimum_duration": seconds,
    "end_pause_duration": seconds,
    "scene_transition": some_of(choices.TRANSITIONS),
    "subtitle_style": styles,
    "background_brolls": st.lists(grounds(Broll, broll_clip=clips), max_size=2),
    "background_corpus": st.lists(made(CorpusImage, {"visual_url": urls}, prefer=flags), max_size=2),
    "voice_over": voices,
    "background_music": st.builds(SceneMusic, enabled=flags),
    "avatar": placed(SceneAvatar, {}, **avatar_looks),
    "elements": st.lists(elements, max_size=3),
}
orders = made(
    StoryCoPilot,
    {"prompt": words},
    video_type=st.just("Tutorial"),
    duration=st.integers(1, 600),
    platform=st.just("YouTube"),
    tone=st.just("humorous"),
)
told = {"background": backgrounds, **of_a_scene}
heard: Fields = {
    "transcript": st.lists(free_objects, max_size=2),
    "media_repurpose_settings": free_objects,
}
captioned: Fields = {"story": words, "caption": words, "caption_language": some_of(choices.CAPTION_LANGUAGES)}
languages = some_of(choices.AUDIO_LANGUAGES)
scenes = st.one_of(
    made(Scene, {"story": words}, is_ssml_story=flags, create_scene_on_new_line=flags, **told),
    made(Scene, {"story": words}, create_scene_on_end_of_sentence=flags, subtitle_style_name=words, **told),
    made(Scene, captioned, subtitle_style_id=ids, **told),
    made(Scene, {"story_co_pilot": orders}, **told),
    made(Scene, {"blog_url": urls}, **told),
    made(Scene, {"ppt_url": urls}, **told),
    made(Scene, {"audio_url": urls, "audio_language": languages}, **heard, **told),
    made(Scene, {"video_url": urls, "audio_language": languages}, **heard, **told),
    made(Scene, {"background": st.builds(Background, color=colors)}, **of_a_scene),
)
destinations = st.one_of(
    made(
        VimeoDestination,
        folder_uri=st.just("/users/1"),
        content_rating=st.just(["safe"]),
        privacy=made(VimeoPrivacy, view=words, embed=words, download=flags),
    ),
    st.builds(S3Destination, bucket=words, someKey=st.integers()),
)

of_a_board: Fields = {
    "video_description": words,
    "aspect_ratio": some_of(choices.ASPECT_RATIOS),
    "language": some_of(choices.LANGUAGES),
    "save_project": flags,
    "webhook": st.just("https://hook.example/x"),
    "webhook_input": free_objects,
    "subtitle_style": styles,
    "visual_library_id": ids,
    "visual_selection_preference": st.just("stock-only"),
    "aws_connection_id": ids,
    "vimeo_connection_id": ids,
    "destinations": st.lists(destinations, max_size=2),
    "project_metadata": free_objects,
    "storyboard_version": st.just("v3"),
    "background_music": music,
    "logo": made(Logo, {"url": urls}, position=positions, width=percents),
}
names = some_of(("rain", "हिन्दी-2"))
storyboards = st.one_of(
    made(
        Storyboard,
        {"video_name": names, "scenes": st.lists(scenes, min_size=1, max_size=3)},
        voice_over=voices,
        brand_id=ids,
        subtitle_style_name=words,
        **of_a_board,
    ),
    made(
        Storyboard,
        {
            "video_name": names,
            "template_id": ids,
            "avatar": avatars,
            "voice_over": st.builds(VoiceOver, enabled=st.just(True)),
            "video_width": st.just(640),
            "video_height": st.just(360),
        },
        brand_name=words,
        variables=st.dictionaries(words, words, max_size=2),
        scenes=st.lists(st.builds(Scene, story=words, elements=st.lists(elements, max_size=2)), max_size=2),
        smart_layout_id=ids,
        **of_a_board,
    ),
)
