"""How the desk reads from and writes to its terminal."""
