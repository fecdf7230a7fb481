"""The parts of a sheet, one file each, in words."""
