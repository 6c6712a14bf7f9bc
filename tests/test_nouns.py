"""The nouns of an account: projects and connections, as lists with verbs."""

from __future__ import annotations

import pytest

from pictory_nb import Pictory, Storyboard
from pictory_nb.errors import BadArguments, ServiceError
from pictory_nb.library import Connection, Project
from pictory_nb.storyboard import Scene
from pictory_nb.wire.catalogue import load_entries, load_next
from tests.samples import samples

PROJECTS, CONNECTIONS = samples("projects"), samples("connections")


def test_projects_are_read_as_the_contract_writes_them() -> None:
    """E6, ids that are numbers, and the whole, which calls the same things by other names."""
    body, means = PROJECTS["projects"]["body"], PROJECTS["projects"]["means"]
    listed = load_entries(Project, body)
    assert [project.id for project in listed] == means["ids"]
    assert [project.name for project in listed] == means["names"]
    assert load_next(body) == means["next"]
    whole, means = Project.from_wire(PROJECTS["project"]["body"]), PROJECTS["project"]["means"]
    assert (whole.id, whole.name, len(whole.body["scenes"])) == (means["id"], means["name"], means["scenes"])


@pytest.mark.parametrize("name", [name for name, case in CONNECTIONS.items() if "id" in case["means"]])
def test_a_connection_is_read_as_the_contract_writes_it(name: str) -> None:
    connection, means = Connection.from_wire(CONNECTIONS[name]["body"]), CONNECTIONS[name]["means"]
    assert {member: getattr(connection, member) for member in means} == means


@pytest.mark.parametrize("name", ["aws_connections", "vimeo_connections"])
def test_a_list_of_connections_is_read_though_its_items_have_a_capital(name: str) -> None:
    """E8."""
    body, means = CONNECTIONS[name]["body"], CONNECTIONS[name]["means"]
    assert [connection.id for connection in load_entries(Connection, body)] == means["ids"]


def test_a_project_is_edited_and_rendered() -> None:
    """The same project leads to the same film until it is changed."""
    p = Pictory()
    board = Storyboard(
        video_name="Kept for later",
        video_width=320,
        video_height=180,
        save_project=True,
        scenes=[Scene(story="Rain falls."), Scene(story="The sun is back.")],
    )
    kept = p.preview(board, new=True).result().data["projectId"]
    project = p.projects[kept]
    assert project.name == "Kept for later"
    assert kept in [one.id for one in p.projects]
    assert "Kept for later" in p.projects._repr_html_()
    job = p.projects.render(project).wait()
    assert p.projects.render(project).id == job.id
    body = {**project.body, "scenes": project.body["scenes"][1:]}
    changed = p.projects.update(project, body)
    again = p.projects.render(changed)
    assert again.id != job.id
    assert again.wait().video.transcript == "The sun is back."
    p.projects.delete(changed)
    with pytest.raises(ServiceError, match="nothing there"):
        p.projects.get(kept)


def test_connections_are_made_changed_and_deleted() -> None:
    """Both kinds; who has an old version is told so."""
    p = Pictory()
    bucket = p.connections.aws.add("Footage", account_id="123456789012", region="us-east-2")
    assert p.connections.aws[bucket.id] == bucket
    off = p.connections.aws.update(bucket, enabled=False)
    assert (off.enabled, off.version) == (False, 2)
    with pytest.raises(ServiceError, match="409"):
        p.connections.aws.update(bucket, enabled=True)
    channel = p.connections.vimeo.add("Channel", client_identifier="a", client_secret="s3cret", access_token="t0ken")
    assert channel.type == "VIMEO"
    shown = p.connections._repr_html_() + repr(p.connections) + repr(channel)
    assert "Footage" in shown
    assert "s3cret" not in shown
    p.connections.aws.delete(off)
    p.connections.vimeo.delete(channel.id)
    assert bucket.id not in [one.id for one in p.connections.aws]


def test_what_a_connection_cannot_be_is_refused_before_it_is_sent() -> None:
    """All of it at once, with the mend."""
    aws = Pictory().connections.aws
    with pytest.raises(BadArguments) as caught:
        aws.add("x" * 101, account_id="12", region="nowhere")
    assert [problem.path for problem in caught.value.problems] == ["name", "awsAccountId", "awsRegion"]
    with pytest.raises(BadArguments, match="no region"):
        aws.update(Connection(id="x", version=1), region="us-east-1")
