"""Electronic signatures: PAdES in the PDF, created and verified in a separate process (docs/decisions/0011)."""
