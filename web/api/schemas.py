"""From the types of what is answered to JSON Schema (2020-12, as OpenAPI 3.1 has it).

Read are TypedDicts and what may stand in them. ``Annotated[type, meaning, example]`` tells what a
value means, and what it may look like.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

Schema = dict[str, Any]
REFERENCE = "#/components/schemas/"
_PLAIN: Mapping[object, str] = MappingProxyType(
    {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
)


class _Told(NamedTuple):
    """A bare type, what it means, and examples, at most one."""

    type: Any
    meaning: str
    examples: tuple[Any, ...]


def schema_of(given: Any) -> Schema:
    """The schema of a type. What has a name of its own (a TypedDict) is referred to."""
    told = _told(given)
    schema = _bare(told.type)
    if told.meaning:
        schema = {**schema, "description": told.meaning}
    return {**schema, "examples": list(told.examples)} if told.examples else schema


def components_of(types: Iterable[Any]) -> Mapping[str, Schema]:
    """The schemas that are referred to by `types`, and by one another, by name."""
    named: dict[str, Schema] = {}
    waiting = list(types)
    while waiting:
        given = _told(waiting.pop()).type
        if is_typeddict(given):
            name = _name(given)
            if name in named:
                continue
            named[name] = _object(given)
            waiting.extend(_fields(given).values())
        else:
            waiting.extend(get_args(given) if get_origin(given) is not Literal else ())
    return dict(sorted(named.items()))


def example_of(given: Any) -> Any:
    """A value of the type, made of the examples of its parts."""
    told = _told(given)
    if told.examples:
        return told.examples[0]
    bare, origin = told.type, get_origin(told.type)
    if is_typeddict(bare):
        return {name: example_of(kind) for name, kind in _fields(bare).items()}
    if origin is list:
        return [example_of(get_args(bare)[0])]
    if origin is tuple:
        return [example_of(part) for part in get_args(bare)]
    if origin in (Union, UnionType):
        return example_of(get_args(bare)[0])
    if origin is Literal:
        return get_args(bare)[0]
    return {str: "", int: 1, float: 1.0, bool: True}.get(bare)


def _told(given: Any) -> _Told:
    """The type without what is written on it; what stands outermost counts."""
    meaning, examples = "", ()
    while get_origin(given) in (Annotated, Required, NotRequired):
        given, *notes = get_args(given)
        meaning = meaning or next(iter(notes), "")
        examples = examples or tuple(notes[1:2])
    return _Told(given, meaning, examples)


def _bare(given: Any) -> Schema:
    origin, inner = get_origin(given), get_args(given)
    if is_typeddict(given):
        return {"$ref": REFERENCE + _name(given)}
    if origin is Literal:
        return {"type": "string", "enum": list(inner)}
    if origin is list:
        return {"type": "array", "items": schema_of(inner[0])}
    if origin is tuple:
        parts = [schema_of(part) for part in inner]
        return {
            "type": "array",
            "prefixItems": parts,
            "minItems": len(parts),
            "maxItems": len(parts),
        }
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(inner[1])}
    if origin in (Union, UnionType):
        return {"anyOf": [schema_of(part) for part in inner]}
    return {"type": _PLAIN[given]}


def _object(given: Any) -> Schema:
    fields = _fields(given)
    needed = [name for name in fields if name in given.__required_keys__]
    return {
        "type": "object",
        "description": " ".join((given.__doc__ or "").split()),
        "properties": {name: schema_of(kind) for name, kind in fields.items()},
        **({"required": needed} if needed else {}),
        "additionalProperties": False,
    }


def _fields(given: Any) -> dict[str, Any]:
    return get_type_hints(given, include_extras=True)


def _name(given: Any) -> str:
    return str(given.__name__).removesuffix("Json")
