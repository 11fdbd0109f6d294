"""The pages, a file each: a value, and the function that makes it."""
