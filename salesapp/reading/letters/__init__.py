"""Word files from outside, read as paragraphs."""
