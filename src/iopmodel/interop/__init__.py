"""Formats other than Python: one file each, with the packages of its own extra; nothing else loads them."""
