"""Moving a log from one store to another, event by event as it stands."""
