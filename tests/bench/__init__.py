"""How fast the site is, as ratios within one run: `./dev bench`.

Machines differ, so no gate is an absolute time. Each piece of work is measured in turn with its
yardstick, several rounds of both, in CPU seconds of the web process and of the database. Only
complete attempts, many at once, are told as the clock has them, beside bare saves in the same run.
"""
