"""Words as data, and the names of the lists: folded, indexed, compared."""
