"""Criteria over facts in three values, and selectors of items."""
