"""What health records of every kind have in common: what they say of a person, and the answers that this makes."""
