"""What the hub knows: words, store, query language, themes. Leans on nothing of ours."""
