"""Where the benchmarks keep what they make, below one folder that is gone afterwards."""

WORDS = "words.txt"  # the vocabulary, the commonest word first
LEXICON = "lexicon"  # built once, lent to every hub
COLLECTION = "collection"  # the hub that is indexed and asked
BARE = "bare-whoosh"  # the same items in an index of Whoosh's own
FEEDS = "feeds"  # what is served and crawled
