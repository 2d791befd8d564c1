"""A large organisation, made up: to measure with, and to see that pages stay as quick."""
