"""Many profiles, one sheet each."""
