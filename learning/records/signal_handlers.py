"""What this room listens to."""

from .triggers import install_triggers


def put_triggers_back(using: str, **kwargs: object) -> None:
    install_triggers(using)
