"""Building and looking at query trees, so that trees which mean the same are the same."""

from collections.abc import Iterator, Sequence

from hub.search import All, Any, In, Node, Not, Phrase, Prefix, Word

Leaf = Word | Prefix | Phrase


def joined(kind: type[All] | type[Any], parts: Sequence[Node]) -> Node:
    """The parts as one node: of one, just that one; parts of the same kind are taken in."""
    if len(parts) == 1:
        return parts[0]
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    return kind(tuple(flat))


def negated(node: Node) -> Node:
    """Not `node`; twice not is the node itself."""
    return node.part if isinstance(node, Not) else Not(node)


def leaves(node: Node) -> Iterator[tuple[Leaf, str]]:
    """Every word, prefix and phrase of `node` in its order, with its field or an empty name."""
    if isinstance(node, Word | Prefix | Phrase):
        yield node, ""
    elif isinstance(node, In):
        yield from ((leaf, inner or node.field) for leaf, inner in leaves(node.part))
    elif isinstance(node, Not):
        yield from leaves(node.part)
    else:
        for part in node.parts:
            yield from leaves(part)


def wanted_leaves(node: Node) -> Iterator[tuple[Leaf, str]]:
    """The leaves of `node` that are to be there, as `leaves` gives them: none of a Not."""
    if isinstance(node, All | Any):
        for part in node.parts:
            yield from wanted_leaves(part)
    elif not isinstance(node, Not):
        yield from leaves(node)


def asks_for_words(node: Node) -> bool:
    """Whether there are words in `node` to be found; facets and what must not be there are none."""
    if isinstance(node, Not):
        return False
    if isinstance(node, In):
        return node.field in ("title", "person")
    return isinstance(node, Leaf) or any(asks_for_words(part) for part in node.parts)


def matches_emptiness(node: Node) -> bool:
    """Whether an item without a single word would match: ``-ord`` alone, for one."""
    if isinstance(node, Not):
        return not matches_emptiness(node.part)
    if isinstance(node, All):
        return all(matches_emptiness(part) for part in node.parts)
    if isinstance(node, Any):
        return any(matches_emptiness(part) for part in node.parts)
    return False
