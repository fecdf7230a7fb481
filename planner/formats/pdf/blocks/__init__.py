"""How each kind of block becomes strips of a page."""
