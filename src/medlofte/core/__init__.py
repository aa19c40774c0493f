"""What every other package uses: messages, escaping, personal data, dates, places in a text, diagnostics, errors."""
