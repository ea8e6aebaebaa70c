"""Forms of rows 1 and 2: plan, scope, planned work with its checklist, acceptance criteria."""
