"""Somebody who asks the API, and holds every answer against the OpenAPI document."""

from dataclasses import dataclass
from typing import Any, ClassVar

import httpx
import jsonschema_rs

from tests.web.visiting import Visitor

BASE = "/api/v1"
DOCUMENT = f"{BASE}/openapi.json"


@dataclass(frozen=True, slots=True)
class Api:
    """Asks for addresses below /api/v1; `prefix` is that of the language."""

    DIALECT: ClassVar[str] = "https://json-schema.org/draft/2020-12/schema"

    visitor: Visitor
    prefix: str = ""

    async def ask(self, path: str, **headers: str) -> httpx.Response:
        """The answer, which has the status, the type and the shape that the document tells of."""
        response = await self.visitor.get(f"{self.prefix}{BASE}{path}", **headers)
        document = (await self.visitor.get(DOCUMENT)).json()
        told = self._told(document, path.partition("?")[0], response)
        if response.content:
            content = told["content"][response.headers["content-type"]]
            self.check(document, content["schema"], response.json())
        return response

    async def json(self, path: str) -> Any:
        """What is answered, which must be an answer."""
        response = await self.ask(path)
        assert response.status_code == 200, response.text
        return response.json()

    @classmethod
    def check(cls, document: dict[str, Any], schema: dict[str, Any], value: object) -> None:
        """`value` is as `schema`, a part of `document`, says. Raises ValidationError."""
        components = document["components"]
        whole = {"$schema": cls.DIALECT, **schema, "components": components}
        jsonschema_rs.validate(whole, value)

    @staticmethod
    def _told(document: dict[str, Any], path: str, response: httpx.Response) -> dict[str, Any]:
        """What the document says of such an answer."""
        paths: dict[str, Any] = document["paths"]
        noun, _, rest = path[1:].partition("/")
        known = [
            name for name in paths if name == path or (rest and name.startswith(f"/{noun}/{{"))
        ]
        told = paths[known[0]]["get"]["responses"][str(response.status_code)]
        if "$ref" in told:
            told = document["components"]["responses"][told["$ref"].rpartition("/")[2]]
        found: dict[str, Any] = told
        return found
