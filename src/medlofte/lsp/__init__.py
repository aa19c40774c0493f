"""What an editor shows while a promise or a log is written, and the server that answers it.

Only ``server``, ``open_files``, ``features`` and ``protocol`` know the protocol and the disk; the rest is pure.
"""
