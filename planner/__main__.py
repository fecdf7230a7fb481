"""Start the command with `python -m planner`."""

from planner.cli.start import run

run()
