"""BFL Studio: a desktop studio for Black Forest Labs' FLUX API."""

__version__ = "0.1.0"
