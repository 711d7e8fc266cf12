"""Guards the private names of the emulator that the launcher uses: another version says clearly what it lacks."""

from importlib.metadata import version

PINNED = "1.5.33"


class EmulatorChanged(SystemExit):
    """The installed emulator is not the one that the launcher was written for."""


def require(module, *names):
    """Ends the process with a clear message when `module` lacks one of `names`."""
    missing = [name for name in names if not hasattr(module, name)]
    if missing:
        raise EmulatorChanged(
            f"ministack {version('ministack')} has no {module.__name__}.{missing[0]} (the launcher was written for {PINNED}): "
            "adapt emulator/ to it, or install the pinned version of requirements.txt."
        )


def replace(module, name, make):
    """Replaces `module.name` by `make(original)`."""
    require(module, name)
    setattr(module, name, make(getattr(module, name)))
