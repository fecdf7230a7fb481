"""In the place of Pillow, which the page does without: a clinic's logo was read when the page was built."""
