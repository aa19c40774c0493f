"""Pages judged in a browser: what stands in the way of a reader with a keyboard, a magnifier or a screen reader."""
