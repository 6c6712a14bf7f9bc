"""What an account keeps: templates, projects, connections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pictory_nb.library.entry import Entry, named, text

__all__ = ["Connection", "Place", "Project", "Template"]


@dataclass(frozen=True)
class Place(Entry):
    """A ``{{name}}`` of a template, and what stands there where no value is given."""

    COLUMNS = ("name", "default")

    name: str = ""
    default: str = ""


@dataclass(frozen=True)
class Template(Entry):
    """A video with ``{{name}}`` places, named by ``template_id`` (contract §2.22–§2.24).

    ``variables`` are the names, ``defaults`` what stands where no value is given. ``scenes`` are told by ``get``.
    """

    COLUMNS = ("name", "variables", "language", "published", "id")

    id: str = named("templateId")
    name: str = ""
    language: str = ""
    published: bool = True
    deprecated: bool = False
    defaults: Mapping[str, str] = field(default_factory=dict, hash=False)
    scenes: tuple[Mapping[str, Any], ...] = field(default=(), repr=False, hash=False)

    @property
    def variables(self) -> tuple[str, ...]:
        return tuple(self.defaults)

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(Place(name, default) for name, default in self.defaults.items())

    @classmethod
    def from_wire(cls, item: Any) -> Template:
        """One page spells ``deprecated`` as ``depricated`` (§1.2); both are read. Absent flags mean published."""
        item = item if isinstance(item, Mapping) else {}
        variables, scenes = item.get("variables"), item.get("scenes")
        return cls(
            id=text(item.get("templateId")),
            name=text(item.get("name")),
            language=text(item.get("language")),
            published=item.get("published") is not False,
            deprecated=True in (item.get("deprecated"), item.get("depricated")),
            defaults={str(name): str(value) for name, value in variables.items()}
            if isinstance(variables, Mapping)
            else {},
            scenes=tuple(scene for scene in scenes if isinstance(scene, Mapping)) if isinstance(scenes, list) else (),
        )


@dataclass(frozen=True)
class Project(Entry):
    """A storyboard that is kept in the account (contract §2.27, §2.28). ``body`` is the whole, told by ``get``."""

    COLUMNS = ("preview", "name", "source", "saved_date", "aspect_ratio", "id")

    id: str = ""
    name: str = ""
    source: str = ""
    type: str = ""
    preview: str = named("projectPreview")
    saved_date: str = ""
    aspect_ratio: str = ""
    schema_version: str = ""
    body: Mapping[str, Any] = field(default_factory=dict, repr=False, hash=False)

    @classmethod
    def from_wire(cls, item: Any) -> Project:
        """An item of the list, or the whole: they call the same things by different names."""
        item = item if isinstance(item, Mapping) else {}
        told = {member: text(item.get(member) or item.get(other)) for member, other in _PROJECT.items()}
        return cls(*told.values(), body=dict(item) if "scenes" in item else {})


_PROJECT = {
    "id": "project_id",
    "name": "projectName",
    "source": "source",
    "type": "projectType",
    "projectPreview": "thumbnail",
    "savedDate": "saveDate",
    "aspectRatio": "layout",
    "schemaVersion": "schemaVersion",
}
"""The members of a project in the list, and in the whole."""


@dataclass(frozen=True)
class Connection(Entry):
    """A connection to AWS or to Vimeo (contract §2.51–§2.60). ``version`` counts its changes."""

    COLUMNS = ("name", "type", "enabled", "description", "version", "id")

    id: str = named("connectionId")
    name: str = ""
    description: str = ""
    type: str = ""
    enabled: bool | None = None
    version: int | str = ""
    aws_account_id: str = ""
    aws_region: str = ""
    client_identifier: str = ""
    created_date: str = ""
    updated_date: str = ""
