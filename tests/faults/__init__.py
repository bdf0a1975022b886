"""Real processes on one store that collide and die; `python -m tests.faults` prints the figures."""
