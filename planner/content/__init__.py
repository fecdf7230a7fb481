"""What clinicians wrote in plans/, read, checked and bound together."""
