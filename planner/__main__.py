"""Start the command with `python -m planner`."""

from planner.cli.app import main

main(prog_name="planner")
