"""The OpenAPI document: as many addresses as answer, examples that are right, words for all."""

import re
from typing import Any

import anyio
import jsonschema_rs
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from hub.search import FACETS
from tests.web.api.asking import BASE, DOCUMENT, Api
from tests.web.visiting import Visitor
from web.api.table import ENDPOINTS


@pytest.fixture
def document(visitor: Visitor) -> dict[str, Any]:
    told: dict[str, Any] = anyio.run(visitor.get, DOCUMENT).json()
    return told


def test_it_has_every_address_of_the_site(app: Starlette, document: dict[str, Any]) -> None:
    served = {
        route.path.removeprefix(BASE)
        for route in app.routes
        if isinstance(route, Route) and route.path.startswith(f"{BASE}/")
    }
    assert served == {*document["paths"], "/openapi.json"}
    english = [r.path for r in app.routes if isinstance(r, Route) and r.path.startswith("/en/api/")]
    assert {path.removeprefix(f"/en{BASE}") for path in english} == served


def test_it_has_every_parameter_that_is_read(document: dict[str, Any]) -> None:
    told = [p["name"] for p in document["paths"]["/search"]["get"]["parameters"]]
    assert " ".join(told) == (
        "q kind form theme source publisher person year language access has length sort page upto "
        "literal explain"
    )
    assert set(FACETS) <= set(told)


def test_it_is_openapi(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert [server["url"] for server in document["servers"]] == ["/api/v1", "/en/api/v1"]
    names = [operation["get"]["operationId"] for operation in document["paths"].values()]
    assert len(names) == len(set(names)) == len(ENDPOINTS)
    for reference in set(re.findall(r"'\$ref': '([^']+)'", str(document))):
        found: Any = document
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
        assert found


def test_every_schema_is_one(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        jsonschema_rs.meta.validate({"$schema": Api.DIALECT, **schema})


def test_examples_are_right(document: dict[str, Any]) -> None:
    contents = [
        content
        for holder in (
            *(operation["get"]["responses"]["200"] for operation in document["paths"].values()),
            *document["components"]["responses"].values(),
        )
        for content in holder["content"].values()
    ]
    assert len(contents) == len(ENDPOINTS) + len(document["components"]["responses"])
    for content in contents:
        Api.check(document, content["schema"], content["example"])


def test_everything_is_told_in_words(document: dict[str, Any]) -> None:
    for operation in document["paths"].values():
        told = operation["get"]
        for text in (told["description"], *(p["description"] for p in told["parameters"])):
            assert text[0].isupper(), text
            assert text.endswith((".", "`")), text
    for name, schema in document["components"]["schemas"].items():
        assert schema["description"].endswith("."), name
        for part, value in schema["properties"].items():
            assert {"description", "$ref"} & set(value) or value["type"] == "array", (name, part)
