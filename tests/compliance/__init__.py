"""What only the compliance role may see appears nowhere else, and readings of personal data are noted."""
