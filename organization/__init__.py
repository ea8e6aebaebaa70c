"""Institution: letterhead, signatories and their settings pages."""
