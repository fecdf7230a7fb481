"""Numbers in words, file by file."""
