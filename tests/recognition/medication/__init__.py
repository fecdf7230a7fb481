"""Medicines in words, file by file."""
