"""Whether what clinicians wrote holds together."""
