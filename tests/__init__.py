"""Tests of the whole; a package, so that test files of one name may stand in several folders."""
