"""What a text says of itself: each value with where it came from and how sure it is."""
