"""Mutation testing by hand: small faults are put into the code, and the tests must notice them."""
