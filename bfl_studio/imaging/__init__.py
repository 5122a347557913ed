"""Picture work with Pillow, off the GUI thread."""
