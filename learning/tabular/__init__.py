"""READS AND WRITES TABLES: CSV and XLSX in, defused CSV and XLSX out.

Easily got wrong: a cell that begins with = + - @ runs as a formula on the reader's machine. Every
table that leaves, a report screen's included, is written here and nowhere else.
"""
