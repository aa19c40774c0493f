"""One promise with its logs, checked: shape, rules, personal data."""
