"""Staff views of SOP rows 1 and 2; Seksi Operasional can edit, other staff can only read."""
