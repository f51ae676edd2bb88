"""Laws that must hold for every history, tried on many of them."""
