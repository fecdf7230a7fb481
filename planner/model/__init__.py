"""What clinicians write, as records without logic."""
