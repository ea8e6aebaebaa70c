"""Public verification of issued documents by code, QR code or file hash."""
