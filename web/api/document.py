"""The OpenAPI 3.1 document, made of the table of addresses and the types that answer."""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from web.api.answers import BASE, DOCUMENT, Endpoint
from web.api.problems import MEDIA_TYPE, RETRY_AFTER, Problem, ProblemJson, name_of
from web.api.schemas import Schema, components_of, example_of, schema_of
from web.links import Links

VERSION = "1.0.0"
_LANGUAGES = {"da": "Answers in Danish", "en": "Answers in English"}
_ABOUT = """\
Search episodes, publications and newsletters, and read what the hub knows of each. Everything is
open to all and can only be read: no key, no login, scripts of other sites welcome.

Texts of the hub's own (titles of themes, notes) come in the language of the server that is asked;
texts of items are in their own. Addresses never change. Answers carry an ETag: send it back in
If-None-Match, and what has not changed is not sent again. What looks like a Danish personal
identity number is left out of a search and of its answer; please send none.
"""
_PASSING = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_PROBLEMS: Mapping[HTTPStatus, str] = {
    HTTPStatus.BAD_REQUEST: "Parameters that make no sense: it says which, and what is right.",
    HTTPStatus.NOT_FOUND: "There is no such thing.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Everything can only be read.",
    HTTPStatus.GONE: "It was removed on request; it says when and why.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong on our side.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too much was asked for at once; go on after Retry-After.",
    HTTPStatus.SERVICE_UNAVAILABLE: "There is no index to ask yet; come back after Retry-After.",
}


def document(
    title: str, servers: Iterable[tuple[str, Links]], endpoints: Sequence[Endpoint]
) -> dict[str, Any]:
    """The document; `servers` are the languages with their addresses."""
    types = [*(endpoint.type for endpoint in endpoints), ProblemJson]
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": VERSION, "description": _ABOUT},
        "servers": [_server(code, links) for code, links in servers],
        "paths": {endpoint.path: {"get": _operation(endpoint)} for endpoint in endpoints},
        "components": {
            "schemas": components_of(types),
            "responses": {name_of(status): _problem(status) for status in _PROBLEMS},
        },
    }


def _server(code: str, links: Links) -> dict[str, str]:
    address = links.to(BASE)
    return {"url": links.absolute(address) or address, "description": _LANGUAGES.get(code, code)}


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "description": endpoint.about,
        "parameters": [
            *_path_parameters(endpoint),
            *(parameter.described() for parameter in endpoint.parameters),
        ],
        "responses": {
            "200": _answer(endpoint),
            "304": {"description": "What you have is still right.", "headers": _headers("ETag")},
            **({"308": _moved()} if endpoint.moves else {}),
            **{
                str(s.value): {"$ref": f"#/components/responses/{name_of(s)}"}
                for s in _may(endpoint)
            },
        },
    }


def _may(endpoint: Endpoint) -> list[HTTPStatus]:
    """The problems that an address may have."""
    always = {
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.INTERNAL_SERVER_ERROR,
    }
    wrong = set() if endpoint.forgiving else {HTTPStatus.BAD_REQUEST}
    return sorted({*always, *wrong, *endpoint.problems})


def _path_parameters(endpoint: Endpoint) -> list[Schema]:
    _, _, name = endpoint.path.partition("{")
    if not name:
        return []
    described = {
        "name": name.rstrip("}"),
        "in": "path",
        "required": True,
        "description": endpoint.path_about,
        "schema": {"type": "string"},
        "example": endpoint.path_example,
    }
    return [described]


def _answer(endpoint: Endpoint) -> Schema:
    names = ("ETag", "Link") if endpoint.paged else ("ETag",)
    content = {"schema": schema_of(endpoint.type), "example": example_of(endpoint.type)}
    return {
        "description": endpoint.summary,
        "headers": _headers(*names),
        "content": {endpoint.media_type: content},
    }


def _moved() -> Schema:
    return {"description": "It has another id now.", "headers": _headers("Location")}


def _problem(status: HTTPStatus) -> Schema:
    waits = {"headers": _headers("Retry-After")} if status in _PASSING else {}
    example = Problem(status, _PROBLEMS[status]).json(DOCUMENT)
    return {
        "description": _PROBLEMS[status],
        **waits,
        "content": {MEDIA_TYPE: {"schema": schema_of(ProblemJson), "example": example}},
    }


def _headers(*names: str) -> Schema:
    told = {
        "ETag": ("Another one whenever the answer says something else.", 'W/"0f1e2d"'),
        "Link": ("Pages around this one: first, prev, next (RFC 8288).", ""),
        "Location": ("Where it is now.", ""),
        "Retry-After": ("Seconds to wait.", str(RETRY_AFTER)),
    }
    return {
        name: {
            "description": told[name][0],
            "schema": {
                "type": "string",
                **({"examples": [told[name][1]]} if told[name][1] else {}),
            },
        }
        for name in names
    }
