"""Widgets: layout and painting only."""
