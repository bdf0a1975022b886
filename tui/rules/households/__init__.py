"""Households, visits, mediations, and which compounds lie side by side."""
