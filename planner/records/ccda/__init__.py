"""C-CDA 2.1: a document of one person, read as what it says of her."""
