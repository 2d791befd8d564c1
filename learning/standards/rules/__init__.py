"""What a standard's file says, what is wrong with it, and what loading it would change."""
