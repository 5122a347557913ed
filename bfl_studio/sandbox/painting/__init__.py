"""The Sandbox's own painter: designed stand-ins for pictures, drawn with Pillow."""
