"""What a promise is, in the trade's own words, frozen."""
