"""What differs between two versions of a promise, how it weighs, and what happened when."""
