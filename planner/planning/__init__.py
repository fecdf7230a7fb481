"""From a plan template and a profile to a plan."""
