"""Text to tokens: Danish and English words, their lemmas, keys and compound parts (LANGUAGE.md)."""

from indexer.analysis.analyser import DanishAnalyser, open_analyser

__all__ = ["DanishAnalyser", "open_analyser"]
