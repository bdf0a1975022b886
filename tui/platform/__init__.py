"""What the program needs of the machine: files that last, folders, settings, the terminal, signals."""
