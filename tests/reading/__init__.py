"""What entries of people and records must be read as."""
