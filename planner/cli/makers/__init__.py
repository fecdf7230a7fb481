"""Commands for those who write plans, and draw their pictures."""
