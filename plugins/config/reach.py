"""What leads to others: addresses on the web, mailboxes, accounts in the Fediverse."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_NAME = r"[\w-]{1,63}(?:\.[\w-]{1,63})*"
_WEB = re.compile(
    rf"https?://(?:[^\s/?#@]*@)?(?:\[[0-9A-Fa-f:.]+\]|{_NAME}\.?)(?::\d{{1,5}})?(?:[/?#].*)?",
    re.DOTALL | re.IGNORECASE,
)
#: As browsers know them, with letters of every script.
_MAILBOX = re.compile(rf"[\w.!#$%&'*+/=?^`{{|}}~-]+@{_NAME}")
_ACCOUNT = re.compile(rf"@[\w.-]+@{_NAME}")


def is_web(url: str) -> bool:
    """Whether ``url`` is a full http(s) address of a host that there can be."""
    try:
        return _WEB.fullmatch(url) is not None and urlsplit(url).port != 0
    except ValueError:  # a port or a number of a host that there cannot be
        return False


def is_mailbox(text: str) -> bool:
    """Whether ``text`` is the address of one mailbox."""
    return _MAILBOX.fullmatch(text) is not None


def is_account(text: str) -> bool:
    """Whether ``text`` is ``@name@host``."""
    return _ACCOUNT.fullmatch(text) is not None
