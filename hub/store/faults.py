"""What a database says when it can't, as words that name the cure."""

_CURES = (  # what the database's own message holds, and what to do
    (
        ("not a database", "malformed", "disk image"),
        "is damaged. Bring back the last backup with: hub restore FILE",
    ),
    (
        ("locked", "busy"),
        "is being written to by another program, and we waited long enough."
        " See that only one hub works on it, then try again.",
    ),
    (
        ("unable to open", "readonly", "read-only", "permission denied"),
        "can't be opened for writing. Set HUB_DATA to a folder that this user may write in.",
    ),
    (("disk is full", "disk i/o", "no space"), "has no room left. Make room on the disk."),
    (
        ("connection failed", "connection refused", "could not connect", "connection is"),
        "does not answer. Is PostgreSQL running, and is HUB_DATABASE right?",
    ),
    (
        ("no module named", "no pq wrapper"),
        "needs the PostgreSQL driver. Install it with: pip install 'lydhoer[postgres]'",
    ),
)


def in_words(said: str, where: str) -> str:
    """What `said` means for the database at `where`, and what mends it."""
    low = said.lower()
    for signs, cure in _CURES:
        if any(sign in low for sign in signs):
            return f"The database {where} {cure}"
    return f"The database {where} refused: {said.strip()}"
