"""Screens of vendors, their contracts and their persons, for the staff."""
