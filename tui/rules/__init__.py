"""The rules of the desk: pure functions over plain values, with today and now passed in."""
