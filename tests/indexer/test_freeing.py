"""Free memory goes back to the system."""

import sys
from pathlib import Path

import pytest

from indexer.freeing import give_back


def held() -> int:
    """Megabytes that this process holds."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) // 1024


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells, and only glibc keeps")
def test_what_is_free_is_given_back() -> None:
    # Small pieces with one in use at the end, so that the C library can't let go by itself.
    pieces = [bytearray(20_000) for _ in range(5_000)]
    last = bytearray(20_000)
    full = held()
    del pieces
    give_back()
    assert held() <= full - 80
    assert len(last) == 20_000
