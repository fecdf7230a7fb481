"""Lists that are text: how it is written and divided, and its records."""
