"""Loyalty (domain model section 8): what binds the customer to us, score by score."""
