"""From a person's answers to known facts."""
