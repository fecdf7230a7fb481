"""The words of people by subject, in sets and tables without any logic."""
