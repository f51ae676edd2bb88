"""Views: what the projections say today, kept as flat SQL tables in views.db for BI tools and fast pages."""
