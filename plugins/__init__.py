"""Seedpress: raw seed text becomes Markdown posts, a news site and its feeds.

One direction, no way back:

    seeds/*  --convert-->  content/*.md  --Pelican, adapter-->  Articles  --feeds, engine-->  output/

A module imports only from floors below its own, and rooms of one floor do not see
each other; ``tests/test_architecture.py`` holds the table and checks it.

    8  cli, server      the commands; the local web server
    7  engine           decides what is rendered, writes it once
    6  feeds            turns articles into feed documents
    4  convert adapter  the two borders: raw seeds in; Pelican's content in
    3  config text dates hashing files addresses typography
    2  model            frozen values, standard library only
    1  errors
"""
