"""Personal fields: sealed from the first event on, and erased by destroying a person's key."""
