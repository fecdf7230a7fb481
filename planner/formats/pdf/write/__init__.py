"""How what is laid out becomes the bytes of a tagged PDF."""
