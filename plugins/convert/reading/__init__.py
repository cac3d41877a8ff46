"""Bytes to structure: a text, its lines, its headline and blocks, and what was dropped."""
