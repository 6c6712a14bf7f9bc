"""The client's previews: looked at, changed, rendered, and not paid for twice."""

from __future__ import annotations

import pytest

from pictory_nb import Pictory, Storyboard
from pictory_nb.errors import BadArguments
from pictory_nb.preview import Preview
from pictory_nb.state import Completed, read_state
from pictory_nb.storyboard import Scene
from pictory_nb.storyboard_v1 import SceneV1, StoryboardV1
from tests.samples import samples

SAMPLES = samples("previews")


def board(name: str = "Rain") -> Storyboard:
    scenes = [Scene(story="Rain falls."), Scene(story="The sun is back.")]
    return Storyboard(video_name=name, video_width=320, video_height=180, scenes=scenes)


@pytest.mark.parametrize("name", ["preview_storyboard", "preview_storyboard_v1"])
def test_a_preview_is_read_as_the_contract_writes_it(name: str) -> None:
    """With and without a status (X6), under both names of its page."""
    sample, means = SAMPLES[name], SAMPLES[name]["means"]
    state = read_state(sample["body"], "an-id")
    assert isinstance(state, Completed)
    assert (state.word, state.preview_url) == (means["word"], means["preview"])


@pytest.fixture(scope="module")
def preview() -> Preview:
    return Pictory().preview(board("Looked at"), new=True).wait()


def test_a_preview_is_looked_at(preview: Preview) -> None:
    """Its scenes in one picture that a saved notebook keeps, its page, and the storyboard as it was expanded."""
    assert isinstance(preview, Preview)
    assert preview.sheet[:2] == b"\xff\xd8"
    assert "data:image/jpeg;base64," in preview._repr_html_()
    assert preview.url.endswith("?mode=player")
    assert [scene.story for scene in preview.expanded.scenes] == [
        "<strong>Rain</strong> falls.",
        "The <strong>sun</strong> is back.",
    ]
    assert list(preview.elements)[:2] == ["backgroundElement_1", "SceneText_1"]


def test_a_change_is_rendered_and_each_state_is_paid_for_once(preview: Preview) -> None:
    """The same preview leads to the same film until something of it is changed."""
    first = preview.render()
    assert preview.render().id == first.id
    assert preview.change("SceneText_1", text="Snow falls.", keyword_color="#ff0000") is preview
    assert preview.elements["SceneText_1"]["keywordColor"] == "#ff0000"
    second = preview.render()
    assert second.id != first.id
    assert second.wait().video.transcript == "Snow falls. The sun is back."


def test_params_that_were_edited_are_rendered_wrapped_or_not(preview: Preview) -> None:
    """Who sends them as the job told them is not let down by the service (§2.3)."""
    params = preview.params
    for element in params["elements"]:
        if element["id"] == "SceneText_2":
            element["text"] = "The moon is up."
    job = preview.render(params)
    assert preview.render({"renderParams": params}).id == job.id
    assert Pictory().render_params(params).name == "Looked at"
    assert "The moon is up." in job.wait().video.transcript


def test_what_was_previewed_before_comes_back_as_a_preview() -> None:
    """From the ledger, from the list, and by its id; a render of the same storyboard is another job."""
    p = Pictory()
    one = p.preview(board("Again")).wait()
    again = p.preview(board("Again"))
    assert (again.id, again.reattached, type(again)) == (one.id, True, Preview)
    assert type(p.job(one.id)) is Preview
    assert next(job for job in p.jobs() if job.id == one.id).name == "Again"
    assert p.render(board("Again")).id != one.id


def test_a_preview_of_the_sandbox_can_be_watched(preview: Preview) -> None:
    """It has a small film."""
    video = preview.video
    assert video.path.stat().st_size > 2000
    assert video.duration == pytest.approx(preview.result().duration)


def test_a_storyboard_of_the_first_era_is_previewed_as_it_was_then() -> None:
    """Its params hold scenes, and rendering it is of that era too."""
    scenes = [SceneV1(text="Rain falls.\nThe sun is back.", split_text_on_new_line=True)]
    preview = Pictory().preview(StoryboardV1(video_name="Old", video_width=320, video_height=180, scenes=scenes))
    assert len(preview.wait().params["scenes"]) == 2
    assert preview.elements == {}
    job = preview.render()
    assert job.wait().video.transcript == "Rain falls. The sun is back."


def test_a_misspelt_element_is_told_with_the_one_that_was_meant(preview: Preview) -> None:
    """Before anything is sent."""
    with pytest.raises(BadArguments, match="did you mean 'SceneText_1'"):
        preview.change("sceneText1", text="x")
    with pytest.raises(BadArguments, match="neither elements nor scenes"):
        preview.render({"output": {}})
