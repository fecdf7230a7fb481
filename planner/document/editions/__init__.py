"""The other editions of a sheet: one leaf, and two sides in everyday words; the full one is made of parts/."""
