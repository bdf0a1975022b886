"""The operating system: durable files, folders, settings, the terminal, signals."""
