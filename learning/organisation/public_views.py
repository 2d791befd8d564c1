"""The short list of views that need no log-in. A test walks every URL and pins it."""

PUBLIC_VIEWS = frozenset(
    {
        "account_inactive",
        "account_login",
        "account_logout",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        # By a token signed for the attempt: an answer may arrive when its session is over.
        "attempt_question",
        "attempt_save",
        "mfa_authenticate",
        "first_log_in",
        "first_run",
        "health",
        "organisation_stylesheet",
    }
)
