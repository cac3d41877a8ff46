"""Decides what the site's pages show, renders them beside the live site and publishes."""
