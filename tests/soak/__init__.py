"""A soak: wrong documents by the million, kills by the hundred, a crowd of writers; small in `make test`."""
