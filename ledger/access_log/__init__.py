"""Who read personal data, and who took copies of the ledger: append-only, and hashed row on row."""
