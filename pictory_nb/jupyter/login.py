"""``%pictory login``: asks for an API key where nobody reads along, and keeps it out of the notebook."""

from __future__ import annotations

import os
from collections.abc import Callable
from getpass import getpass

from IPython.core.error import StdinNotImplementedError

from pictory_nb import credentials
from pictory_nb.errors import CredentialsError
from pictory_nb.jupyter.host import Host
from pictory_nb.secret import Secret

__all__ = ["login"]


def login(host: Host, *, keep: bool = False, ask: Callable[[str], str] = getpass) -> None:
    """Use the key that is typed, until the kernel ends; with ``keep`` it goes into the keyring too.

    Raises ``CredentialsError`` for what cannot be a key, and where nobody can be asked.
    """
    try:
        typed = Secret(ask("Pictory API key (it is not shown): ")) if host.watched else None
    except (StdinNotImplementedError, EOFError):
        typed = None
    if typed is None:
        raise CredentialsError(
            "nobody can be asked for a key here",
            mend="set PICTORY_API_KEY where this is started, or run: keyring set pictory_nb PICTORY_API_KEY",
        )
    found = credentials.find(typed, environ={})
    if not isinstance(found, credentials.ApiKey):
        raise CredentialsError("no key was given", mend="copy it from https://app.pictory.ai/api-access")
    if keep:
        credentials.keep(found.value)
    os.environ["PICTORY_API_KEY"] = str(found.value)
    print("The key is used until this kernel ends" + (", and kept in the keyring." if keep else "."))
