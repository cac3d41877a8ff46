"""Containers to records: one small reader a format, and a table that says which one reads what."""
