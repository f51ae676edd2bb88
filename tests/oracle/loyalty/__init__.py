"""Loyalty, drivers and needs as the model says them, slowly."""
