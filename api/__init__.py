"""How people and programs reach it: command line, import, later HTTP and pages."""
