"""One language of the sheet: sentences, dates, units."""
