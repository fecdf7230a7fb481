"""What the columns and cells of a list mean, in whatever form the list comes."""
