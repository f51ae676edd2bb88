"""Local security: one machine, one person, one token; no foreign page gets through a browser to the ledger."""
