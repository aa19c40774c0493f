"""The citizens' site: its feed, and work shared among processes."""
