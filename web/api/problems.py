"""What the API says when it can't answer: problem details (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any, NotRequired, TypedDict

from web.api.parameters import Complaint

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = 60  # seconds


class ComplaintJson(TypedDict):
    """A parameter that makes no sense."""

    parameter: Annotated[str, "Its name; empty for one that is not known.", "page"]
    detail: Annotated[str, "What would be right.", "must be a whole number from 1 to 50"]


class ProblemJson(TypedDict):
    """Why there is no answer (RFC 9457)."""

    type: Annotated[str, "The address of what is said of such problems in this document."]
    title: Annotated[str, "The kind of problem, in short.", "Not Found"]
    status: Annotated[int, "The HTTP status.", 404]
    detail: Annotated[str, "What is wrong, and what mends it.", "There is no such item."]
    parameters: NotRequired[list[ComplaintJson]]
    removed: NotRequired[Annotated[str, "When it was removed.", "2026-03-02T09:30:00+00:00"]]
    reason: NotRequired[Annotated[str, "Why it was removed.", "on request of its publisher"]]
    suggestions: NotRequired[Annotated[list[str], "None, for whoever asked for some.", []]]
    was: NotRequired[Annotated[str, "The title that it had.", "Troen på borgeren"]]


class Problem(Exception):
    """There is no answer: what is said instead. `members` are added to the problem."""

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        *,
        members: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.members = members or {}
        self.headers = headers or {}

    def json(self, document: str) -> dict[str, Any]:
        """The problem; `document` is the address of the OpenAPI document, which explains it."""
        return {
            "type": f"{document}#/components/responses/{name_of(self.status)}",
            "title": self.status.phrase,
            "status": self.status.value,
            "detail": self.detail,
            **self.members,
        }


def name_of(status: HTTPStatus) -> str:
    """What problems of a status are called in the OpenAPI document."""
    return status.phrase.title().replace(" ", "").replace("-", "")


def wrong_parameters(complaints: tuple[Complaint, ...]) -> Problem:
    """400: which parameters make no sense, and what would be right."""
    lines = [f"{complaint.parameter} {complaint.detail}".strip() for complaint in complaints]
    told = [ComplaintJson(parameter=c.parameter, detail=c.detail) for c in complaints]
    return Problem(HTTPStatus.BAD_REQUEST, "; ".join(lines), members={"parameters": told})


def not_there(what: str) -> Problem:
    """404: no such thing."""
    return Problem(HTTPStatus.NOT_FOUND, f"There is no such {what}.")


def too_much(seconds: int) -> Problem:
    """429: more was asked for than one client's part."""
    return Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "Too much was asked for at once: go on after Retry-After, and pause between answers.",
        headers={"Retry-After": str(seconds)},
    )


def no_index(members: Mapping[str, Any] | None = None) -> Problem:
    """503: there is no index to ask."""
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Search is not ready: there is no index yet. Try again in a minute.",
        members=members,
        headers={"Retry-After": str(RETRY_AFTER)},
    )
