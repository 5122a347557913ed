"""The FLUX service over HTTP."""
