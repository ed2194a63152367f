"""Étincelle: the most relevant call of your day."""

__version__ = "0.1.0"
