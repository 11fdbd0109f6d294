"""A file per step; none is ever changed once it has been released."""
