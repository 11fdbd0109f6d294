"""Where the benchmarks keep what they make, below one folder that is gone afterwards."""

import shutil
from pathlib import Path

WORDS = "words.txt"  # the vocabulary, the commonest word first
LEXICON = "lexicon"  # built once, lent to every hub
COLLECTION = "collection"  # the store that every index is made from
SIDES = "sides"  # an index of each side below it
FEEDS = "feeds"  # what is served and crawled


def gone(folder: Path) -> Path:
    """`folder`, without what an earlier run left there."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder
