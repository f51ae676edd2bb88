"""Proof that the log holds what was recorded: every leaf recomputed, every order checked."""
