"""The search index: posts to small files that a browser searches without a server."""
