"""What cannot be done, said for the reader. Light on purpose: settings themselves may be what is wrong."""


class Refusal(Exception):
    """Something was not done and nothing was changed; the message is a sentence: what, where, how to mend it."""
