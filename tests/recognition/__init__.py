"""Recognition, file by file."""
