"""Speech to text: an episode's audio -> timed text, by a server or a model on this machine."""
