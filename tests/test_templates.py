"""The client's templates: made of files, looked at, filled, and refused where a value would show as a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pictory_nb import Pictory, Storyboard
from pictory_nb.errors import BadArguments, ServiceError
from pictory_nb.library import Template
from pictory_nb.preview import Preview
from pictory_nb.wire.catalogue import load_entries
from tests.samples import samples

PROJECT = Path(__file__).parent / "samples" / "loan-reminder.pictai"
SAMPLES = samples("templates")
VALUES = {"customer_name": "Ada", "amount": "20 pounds", "due_date": "Friday"}


@pytest.mark.parametrize("name", ["create_template", "template"])
def test_a_template_is_read_as_the_contract_writes_it(name: str) -> None:
    """With either spelling of its flag, and without flags."""
    template, means = Template.from_wire(SAMPLES[name]["body"]), SAMPLES[name]["means"]
    assert (template.id, template.name) == (means["id"], means["name"])
    assert (template.published, template.deprecated) == (means["published"], means["deprecated"])
    assert list(template.variables) == means["variables"]


def test_a_list_of_templates_is_read_as_the_contract_writes_it() -> None:
    """E7."""
    body, means = SAMPLES["templates"]["body"], SAMPLES["templates"]["means"]
    assert [template.id for template in load_entries(Template, body)] == means["ids"]


@pytest.mark.parametrize("body", [None, [], "x", {"variables": [], "scenes": {}, "templateId": None, "published": 3}])
def test_an_odd_template_is_still_a_template(body: object) -> None:
    """Whatever comes, reading it raises nothing."""
    assert Template.from_wire(body).variables == ()


@pytest.fixture(scope="module")
def template() -> Template:
    return Pictory().templates.create(PROJECT)


def test_templates_are_looked_at_like_any_list(template: Template) -> None:
    """In a loop, by a name, and as a table."""
    templates = Pictory().templates
    assert template.id in [one.id for one in templates]
    assert templates["Loan reminder"].scenes
    assert templates[template.id].variables == ("customer_name", "amount", "due_date")
    assert "Loan reminder" in templates._repr_html_()
    assert "Loan reminder" in repr(templates)
    with pytest.raises(BadArguments, match="did you mean 'Loan reminder'"):
        templates["Loan remindr"]


def test_a_template_is_filled_by_its_names(template: Template) -> None:
    """A value too few or too many is an error before anything is sent: the service would show the place's name."""
    templates = Pictory().templates
    with pytest.raises(BadArguments) as caught:
        templates.preview(template, {"customer_nam": "Ada", "amount": "1"})
    assert [problem.path for problem in caught.value.problems] == [
        "variables.customer_name", "variables.due_date", "variables.customer_nam",
    ]  # fmt: skip
    assert "did you mean 'customer_name'" in str(caught.value)
    preview = templates.preview(template, VALUES, name="For Ada", videoWidth=320, videoHeight=180)
    assert isinstance(preview, Preview)
    assert "Dear Ada," in preview.render().wait().video.transcript


def test_a_template_is_used_by_a_storyboard_of_today(template: Template) -> None:
    """``template_id`` and ``variables``."""
    board = Storyboard(
        video_name="For Ada", video_width=320, video_height=180, template_id=template.id, variables=VALUES
    )
    assert "20 pounds by Friday" in Pictory().render(board).wait().video.transcript


def test_a_template_is_changed_and_deleted() -> None:
    """What is gone is gone."""
    templates = Pictory().templates
    template = templates.create(PROJECT)
    scenes = [{**scene, "subtitles": [{"text": "Hi {{name}}."}]} for scene in templates.get(template).scenes]
    assert templates.update(template, scenes).variables == ("name",)
    templates.delete(template)
    with pytest.raises(ServiceError, match="nothing there"):
        templates.get(template)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(BadArguments, match=r"none\.pictai"):
        Pictory().templates.create("none.pictai")
