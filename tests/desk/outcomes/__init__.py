"""Deeds at the desk, one after another; what each leaves in the store is approved in the .txt beside them."""
