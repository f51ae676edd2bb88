"""The signals, each read slowly from the table of section 9."""
