"""What machines read in a page: structured data of schema.org."""
