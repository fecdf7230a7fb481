"""Lists and records of other systems, turned into answers."""
