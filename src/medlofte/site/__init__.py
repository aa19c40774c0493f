"""The citizens' site: its pages, its index, its feed, and a preview server."""
