"""Backup of a living ledger into one file, and putting it back."""
