"""Memory that is free again goes back to the system."""

import ctypes
import gc
import sys


def give_back() -> None:
    """After much was made and dropped. glibc keeps what is freed for itself until it is asked
    (malloc_trim(3)): up to a quarter of a worker's memory. Other systems need no such thing.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
