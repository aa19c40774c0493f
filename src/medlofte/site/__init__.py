"""The citizens' site: its pages, its first page, its feed, and a server to look at it."""
