"""Marks texts of tables for translation."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark a text for lupdate, which knows it by this name; Qt's own has no type."""
    return text
