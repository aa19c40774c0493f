"""What an editor is told of a promise or a log while it is written: from a text and a place in it to values.

Nothing here knows of a protocol or a file on disk; ``cli/lsp.py`` speaks to the editor.
"""
