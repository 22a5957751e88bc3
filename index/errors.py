"""Errors that are told to the person, with what was wrong and what to do."""


class UserError(Exception):
    """Something the person can put right.

    `message` is Chinese and complete (what was wrong, where, what to do);
    `technical` is a short English line for logs and the command line.
    """

    def __init__(self, message: str, technical: str) -> None:
        super().__init__(message)
        self.message = message
        self.technical = technical


class PlanError(UserError):
    """The plan file or its overlay cannot be read as a plan."""


class IndexFolderError(UserError):
    """The index folder cannot be read or written."""
