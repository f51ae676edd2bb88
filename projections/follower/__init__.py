"""Keeping the views up to date while events come in."""
