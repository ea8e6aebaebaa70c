"""Printed documents: each is made from a snapshot, by a template of `templates/reports/documents/`."""
