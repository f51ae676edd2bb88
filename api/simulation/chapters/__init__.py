"""The chapters of a customer's story: each writes one side of a relationship into the diary."""
