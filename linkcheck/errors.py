"""The user's mistakes; what the world does is data (`model.Failure`), what we did wrong is a traceback.

LinkcheckError            one line for the user that says what to do; exit code 2
├── SettingsError         a settings file or an option that cannot be meant
├── SourceError           an article that cannot be read
├── OutputError           a report that cannot be written
└── SpaceError            a disk that has no room for what the run puts away

Caught in `cli` alone.
"""


class LinkcheckError(Exception):
    """A mistake of the user's: `str()` of it is one line that says what to do."""


class SettingsError(LinkcheckError):
    """An option or a settings file that cannot be meant."""


class SourceError(LinkcheckError):
    """An input that cannot be read."""


class OutputError(LinkcheckError):
    """A report that cannot be written."""


class SpaceError(LinkcheckError):
    """A disk that has no room for what the run puts away."""
