"""Coroutines of the engine thread; no Qt."""
