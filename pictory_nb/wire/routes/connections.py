"""The operations of connections: to buckets at AWS that media are read from, and to Vimeo, where films are sent."""

from __future__ import annotations

from pictory_nb.wire.routes.row import Field, Route, must

__all__ = [
    "ADD_AWS_CONNECTION",
    "ADD_VIMEO_CONNECTION",
    "AWS_CONNECTION",
    "AWS_CONNECTIONS",
    "DELETE_AWS_CONNECTION",
    "DELETE_VIMEO_CONNECTION",
    "UPDATE_AWS_CONNECTION",
    "UPDATE_VIMEO_CONNECTION",
    "VIMEO_CONNECTION",
    "VIMEO_CONNECTIONS",
]

_NAME = r"[A-Za-z0-9 _-]+"
_SIGNS = "a name of letters, digits, space, _ and -"
_DESCRIPTION = Field("description", "for people", longest=250)
_ENABLED = Field("enabled", "whether it may be used", "boolean")
_VERSION = must(
    "version", "the version of the connection as it was read: it is not changed where somebody else has", "integer"
)

AWS_CONNECTIONS = Route(
    "aws_connections",
    "GET",
    "/v1/awsconnections",
    "The connections to buckets at AWS.",
    answer="Connection[]",
    verb="connections.aws.list",
)
ADD_AWS_CONNECTION = Route(
    "add_aws_connection",
    "POST",
    "/v1/awsconnections",
    "Connect an account at AWS, whose role PictoryCloudIntegrationRole lets media be read.",
    body=(
        must("name", "a name to call it by", longest=100),
        must("awsAccountId", "the 12 digits of the account", pattern=r"\d{12}"),
        must("awsRegion", "the region, such as us-east-2", pattern=r"[a-z]{2}(?:-[a-z]+)+-\d"),
        _DESCRIPTION,
        _ENABLED,
    ),
    answer="Connection",
    verb="connections.aws.add",
)
AWS_CONNECTION = Route(
    "aws_connection",
    "GET",
    "/v1/awsconnections/{connection_id}",
    "A connection to AWS.",
    answer="Connection",
    verb="connections.aws.get",
)
UPDATE_AWS_CONNECTION = Route(
    "update_aws_connection",
    "PUT",
    "/v1/awsconnections/{connection_id}",
    "Rename a connection to AWS, or switch it on or off.",
    body=(Field("name", "to call it by", longest=100), _DESCRIPTION, _ENABLED, _VERSION),
    answer="Connection",
    verb="connections.aws.update",
)
DELETE_AWS_CONNECTION = Route(
    "delete_aws_connection",
    "DELETE",
    "/v1/awsconnections/{connection_id}",
    "Delete a connection to AWS.",
    verb="connections.aws.delete",
)
VIMEO_CONNECTIONS = Route(
    "vimeo_connections",
    "GET",
    "/v1/vimeo-connections",
    "The connections to Vimeo.",
    query=(Field("nextPageKey", "from the page before"),),
    answer="Connection[]",
    verb="connections.vimeo.list",
    aliases=("/v1/vimeo/connections",),
)
ADD_VIMEO_CONNECTION = Route(
    "add_vimeo_connection",
    "POST",
    "/v1/vimeo-connections",
    "Connect an account at Vimeo, to which films can be sent.",
    body=(
        must("name", _SIGNS, longest=100, pattern=_NAME),
        must("clientIdentifier", "the id of the app at Vimeo", longest=500),
        must("clientSecret", "the secret of the app at Vimeo"),
        must("accessToken", "a token of the account at Vimeo"),
        _DESCRIPTION,
        _ENABLED,
    ),
    answer="Connection",
    verb="connections.vimeo.add",
    aliases=("/v1/vimeo/connections",),
)
VIMEO_CONNECTION = Route(
    "vimeo_connection",
    "GET",
    "/v1/vimeo-connections/{connection_id}",
    "A connection to Vimeo.",
    answer="Connection",
    verb="connections.vimeo.get",
    aliases=("/v1/vimeo/connections/{connection_id}",),
)
UPDATE_VIMEO_CONNECTION = Route(
    "update_vimeo_connection",
    "PUT",
    "/v1/vimeo-connections/{connection_id}",
    "Change a connection to Vimeo.",
    body=(
        Field("name", _SIGNS, longest=100, pattern=_NAME),
        _DESCRIPTION,
        _ENABLED,
        Field("clientIdentifier", "of the app at Vimeo", longest=500),
        Field("clientSecret", "of the app at Vimeo"),
        Field("accessToken", "of the account at Vimeo"),
        _VERSION,
    ),
    answer="Connection",
    verb="connections.vimeo.update",
    aliases=("/v1/vimeo/connections/{connection_id}",),
)
DELETE_VIMEO_CONNECTION = Route(
    "delete_vimeo_connection",
    "DELETE",
    "/v1/vimeo-connections/{connection_id}",
    "Delete a connection to Vimeo; one that is gone already is no error.",
    verb="connections.vimeo.delete",
    aliases=("/v1/vimeo/connections/{connection_id}",),
)
