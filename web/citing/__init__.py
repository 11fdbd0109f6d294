"""How a work is referred to: as a text, and in the forms that reference managers read."""
