"""What differs between two versions of a promise, how the gate grades it, and what happened when."""
