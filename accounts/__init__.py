"""People: who they are, which role they hold, and what that lets them open."""
