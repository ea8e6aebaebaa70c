"""Electronic signatures: PAdES inside the PDF, made and examined in a process of its own (docs/decisions/0011)."""
