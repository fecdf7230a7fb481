"""What people's own words mean."""
