"""Posts as files: Markdown that holds any text, metadata that lasts, an editor's changes kept."""
