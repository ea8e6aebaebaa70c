"""Staff views of vendors, contracts and vendor users."""
