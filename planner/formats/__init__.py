"""The writers of a sheet, one for each format."""
