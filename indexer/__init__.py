"""How sources become an index: fetch, read, decide, record, analyse, index, search."""
