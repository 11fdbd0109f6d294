"""How people reach the hub: a Starlette site that reads the store and asks a Searcher."""
