"""The pages people read: the book and one customer, drawn on the server, readable without JavaScript."""
