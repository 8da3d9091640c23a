"""Protest reports to a knowledge graph in which every statement points at the words that support it."""

__version__ = "0.1.0"
