"""From a plan to the blocks of a sheet, in words."""
