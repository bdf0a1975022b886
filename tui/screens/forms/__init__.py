"""The modal forms. Each file says what is asked and which use case takes the answers."""
