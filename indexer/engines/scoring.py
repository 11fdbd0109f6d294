"""BM25 as every engine of ours reckons it, so that their scores agree to the last bit.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the
inverse document frequency kept above zero as Lucene does it.
"""

from math import log
from typing import TypeVar

import numpy as np
import numpy.typing as npt

K1 = 1.2
B = 0.75

Floats = npt.NDArray[np.float64]
Number = TypeVar("Number", float, Floats)


def rarity(documents: int, holding: int) -> float:
    """How much a token says that `holding` of `documents` hold; greater than zero."""
    return log(1 + (documents - holding + 0.5) / (holding + 0.5))


def ballast(length: Number, mean: float) -> Number:
    """What a field of `length` tokens puts against a token's count; `mean` of all documents."""
    return K1 * (1 - B + B * length / mean)


def weight(count: Number, against: Number) -> Number:
    """What `count` occurrences in a field are worth; `against` is the field's ballast."""
    return count * (K1 + 1) / (count + against)
