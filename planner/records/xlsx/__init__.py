"""Lists that are Excel workbooks."""
