"""What everything else speaks in: messages, escaping, dates, places in a text, diagnostics."""
