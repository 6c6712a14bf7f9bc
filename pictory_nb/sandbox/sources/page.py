"""A page of the web becomes scenes: its article is found among menus and advertisements, and told in its own words.

Long articles are told in the sentences that tell most of them. The pictures of the article are shown where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.sources.told import Part, Told, chosen_sentences, without_source
from pictory_nb.storyboard import Background, Scene, Text

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Article", "Paragraph", "read_article", "told_by_page"]

LONGEST = 320
"""Words that are told of an article: a little more than two minutes."""
SCENE = 42
"""Words of one scene, about."""
_SMALLEST = 480
"""Points that a picture is wide and high together with: icons and counters are none of the story."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, the heading over it and the picture beside it, where there are some."""

    text: str
    heading: str = ""
    picture: str = ""


@dataclass(frozen=True)
class Article:
    """What a page has to tell."""

    title: str
    paragraphs: tuple[Paragraph, ...]


def told_by_page(number: int, scene: Scene, page: bytes, media: Media) -> Told:
    """The scenes of an article. Raises ``RenderError`` where the page holds none."""
    article = read_article(page, scene.blog_url or "")
    if not article.paragraphs:
        raise RenderError(
            f"scene {number}: no article was found on {scene.blog_url}",
            mend="give the address of one article, or write the story itself",
        )
    told, count = chosen_sentences([paragraph.text for paragraph in article.paragraphs], LONGEST)
    parts = [Part(number, _title(scene, article.title))] if article.title else []
    for paragraph, sentences in zip(article.paragraphs, told, strict=True):
        for place, story in enumerate(_stories(sentences)):
            first = paragraph if place == 0 else replace(paragraph, heading="")
            parts.append(Part(number, _scene(scene, first, story, media, f"scene {number}")))
    kept = sum(map(len, told))
    note = f"Scene {number} tells {article.title or 'the page'} in its own words"
    note += f": {kept} of its {count} sentences, those that tell most." if kept < count else "."
    return Told(tuple(parts), (note,))


def read_article(page: bytes, url: str = "") -> Article:
    """The article of a page in HTML, without what stands around it."""
    import trafilatura

    found = trafilatura.bare_extraction(
        page,
        url=url if url.startswith("http") else None,
        include_comments=False,
        include_images=True,
        include_tables=False,
        favor_precision=True,
        with_metadata=True,
    )
    if found is None or found.body is None:
        return Article("", ())
    title = " ".join((found.title or "").split())
    return Article(title, tuple(_paragraphs(found.body, title)))


def _paragraphs(body: _Element, title: str) -> Iterator[Paragraph]:
    heading = picture = ""
    for element in body:
        text = " ".join(" ".join(element.itertext()).split())
        if element.tag == "head":
            heading = "" if text == title else text
        elif element.tag == "graphic":
            picture = picture or element.get("src", "")
        elif element.tag == "list":
            text = " ".join(map(_closed, (" ".join("".join(item.itertext()).split()) for item in element)))
        if element.tag in ("p", "list", "quote") and _is_told(text):
            yield Paragraph(text, heading, picture or next((one.get("src", "") for one in element.iter("graphic")), ""))
            heading = picture = ""


def _is_told(text: str) -> bool:
    """Bylines, dates and buttons are no sentences."""
    return len(text.split()) > 5 or text.endswith((".", "!", "?", "…"))


def _closed(item: str) -> str:
    return item if not item or item.endswith((".", "!", "?", ";", ":", "…")) else f"{item}."


def _stories(sentences: list[str]) -> Iterator[str]:
    story: list[str] = []
    for sentence in sentences:
        if story and len(" ".join([*story, sentence]).split()) > SCENE:
            yield " ".join(story)
            story = []
        story.append(sentence)
    if story:
        yield " ".join(story)


def _title(scene: Scene, title: str) -> Scene:
    card = Text(text=title[:2000], text_variant="heading")
    elements = (*scene.elements, card)[:20]
    return without_source(scene, story=_closed(title), hide_subtitles=True, elements=elements)


def _scene(scene: Scene, paragraph: Paragraph, story: str, media: Media, name: str) -> Scene:
    changes: dict[str, object] = {"story": story}
    if paragraph.heading and len(scene.elements) < 20:
        head = Text(text=paragraph.heading[:2000], text_variant="subheading")
        changes["elements"] = (*scene.elements, head)
    named = paragraph.picture.startswith("http") or (scene.blog_url or "").startswith(
        "file:"
    )  # no page names our files
    if scene.background is None and paragraph.picture and named and _is_shown(paragraph.picture, media, name):
        changes["background"] = Background(type="image", visual_url=paragraph.picture)
    return without_source(scene, **changes)


def _is_shown(url: str, media: Media, name: str) -> bool:
    """Whether there is a picture, and a large one; an article with a broken one is told all the same."""
    from PIL import Image

    try:
        with Image.open(media.file(url, name)) as picture:
            return min(picture.size) * 2 >= _SMALLEST
    except (RenderError, OSError, ValueError, Image.DecompressionBombError):
        return False
