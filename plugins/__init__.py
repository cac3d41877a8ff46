"""Seedpress: raw seed text becomes Markdown posts, a news site and its feeds.

One direction, no way back:

    seeds/*  --convert-->  content/*.md  --Pelican, adapter-->  Article  --feeds, engine-->  output/

A module imports only from floors below its own, and rooms of one floor do not see each other;
``tests/test_architecture.py`` holds the table and checks it. README has the map.
"""
