from django.contrib.auth.hashers import Argon2PasswordHasher


class LighterArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes and one lane: the least that OWASP's password storage cheat
    sheet recommends, and light enough for a whole shift to sign in at once on two cores."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
