"""Import: JSON Lines of event documents, and tables of any format through a mapping file."""
