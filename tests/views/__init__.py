"""Views: tables, generations, the follower."""
