"""Home pages, indicator pages, calendar and calendar feed."""
