"""A BFL-shaped service on loopback: an independent second entry that imports nothing of ours."""
