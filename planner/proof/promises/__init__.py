"""The seven promises, one file each: what could break it, and how the planner itself would show that."""
