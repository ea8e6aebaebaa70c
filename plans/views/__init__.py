"""Screens of rows 1 and 2, for the staff; Seksi Operasional changes, the others read."""
