"""The rules of one relationship: pure, from what happened and what is wanted to what is recorded."""
