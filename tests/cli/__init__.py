"""The command, file by file."""
