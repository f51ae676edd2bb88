"""Measurements side by side with what they are compared to; run by `make bench`, never by the tests."""
