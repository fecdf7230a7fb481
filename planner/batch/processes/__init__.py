"""The processes of a batch on one machine: how workers start, and how long a row may take in this one."""
