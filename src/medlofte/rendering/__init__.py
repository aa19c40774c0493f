"""A view, a template and a format to a file, in a child process where the template comes from the project."""
