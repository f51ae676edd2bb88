"""The model, row by row: the file that holds each, and the tests that show it. docs/model.md is written from here."""
