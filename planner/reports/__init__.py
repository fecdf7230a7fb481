"""What somebody asks about plans, profiles and lists, as text."""
