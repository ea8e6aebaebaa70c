"""What every room needs and no room owns: lists, formats, constraints, template tags."""
