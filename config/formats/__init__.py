"""Date and number formats per language, so that a date reads "28 Desember 2021" everywhere."""
