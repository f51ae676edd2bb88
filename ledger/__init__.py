"""What happened: the event catalogue, the rules of one relationship, the log and its keys."""
