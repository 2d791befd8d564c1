"""ASKS: questions, quizzes, attempts and their marks.

Easily got wrong: the key to a question leaves the server only after the attempt is submitted.
"""
