"""A document's Markdown to the files that people open: web page, Word, PDF, and Markdown without our own marks."""
