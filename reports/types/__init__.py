"""Document types: for each, its data class, its collector and the context of its template."""
