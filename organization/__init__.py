"""The institution: letterhead, signatories and settings pages."""
