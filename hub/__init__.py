"""What the hub knows: the words, the store, the query language, the themes. Leans on nothing of ours."""
