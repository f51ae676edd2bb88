"""A simulated book of customers: realistic event lines with known causes, a function of their arguments alone."""
