"""Database triggers: the journal is append-only, and a finished cycle cannot change."""

from core.db.immutability import ImmutabilityTrigger

TRIGGERS = [
    ImmutabilityTrigger(
        "journal_append_only",
        "maintenance_journalentry",
        ("UPDATE", "DELETE"),
        "OLD.id IS NOT NULL",
        "the journal is append-only",
    ),
    ImmutabilityTrigger(
        "cycle_finished",
        "maintenance_cycle",
        ("UPDATE", "DELETE"),
        "OLD.state = 'finished'",
        "a finished cycle does not change",
    ),
]
