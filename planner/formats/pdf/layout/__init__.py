"""Where things stand: texts in lines, blocks in strips, strips on pages."""
