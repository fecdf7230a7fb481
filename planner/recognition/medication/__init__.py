"""Medicines in the words of people: alone, beside other words, or refused."""
