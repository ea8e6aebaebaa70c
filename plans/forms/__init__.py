"""Forms of SOP rows 1 and 2: plan, scope, planned work with checklist, acceptance criteria."""
