"""A view, a template and a format to a file, in a child process where anybody may have written the template."""
