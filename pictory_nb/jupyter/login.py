"""Asks for a credential where nobody reads along, keeps it out of the notebook, and forgets it again."""

from __future__ import annotations

import os
from collections.abc import Callable
from getpass import getpass

from IPython.core.error import StdinNotImplementedError

from pictory_nb import credentials
from pictory_nb.credentials import Credential
from pictory_nb.errors import CredentialsError
from pictory_nb.jupyter.host import Host
from pictory_nb.secret import Secret

__all__ = ["login", "logout"]


def login(
    host: Host,
    *,
    client_id: str = "",
    keep: bool = False,
    ask: Callable[[str], str] | None = None,
    prove: Callable[[Credential], None] = lambda _: None,
) -> None:
    """Use the key that is typed, or the secret of ``client_id``, until the kernel ends; ``keep`` it in the keyring too.

    Raises ``CredentialsError`` for what cannot be one, and where nobody can be asked, and what ``prove`` raises where
    it does not work; then nothing is changed.
    """
    what = "client secret" if client_id else "API key"
    try:
        typed = Secret((ask or getpass)(f"Pictory {what} (it is not shown): ")) if host.watched else None
    except (StdinNotImplementedError, EOFError):
        typed = None
    if typed is None:
        name = credentials.NAMES[2 if client_id else 0]
        raise CredentialsError(
            f"nobody can be asked for the {what} here",
            mend=f"set {name} where this is started, or run: keyring set pictory_nb {name}",
        )
    found = credentials.find(None, client_id, typed, {}) if client_id else credentials.find(typed, environ={})
    if found is None:
        raise CredentialsError(f"no {what} was given", mend="copy it from https://app.pictory.ai/api-access")
    prove(found)
    if keep:
        credentials.keep(found)
    for name in credentials.NAMES:
        os.environ.pop(name, None)  # half of an older one would count before this
    os.environ.update({name: str(value) for name, value in found.variables.items()})
    print(f"The {what} is used until this kernel ends" + (", and kept in the keyring." if keep else "."))


def logout(*, keyring: bool = False) -> None:
    """Forget the credential that this kernel uses; with ``keyring`` the one that is kept for every notebook too.

    Raises ``CredentialsError`` where the keyring cannot be asked.
    """
    gone = [name for name in credentials.NAMES if os.environ.pop(name, None)]
    told = [f"Forgotten in this kernel: {', '.join(gone)}."] if gone else []
    if keyring and (kept := credentials.forget()):
        told.append(f"Removed from the keyring: {', '.join(kept)}.")
    print("\n".join(told) or "There was nothing to be forgotten.")
    if left := credentials.whereabouts():
        print(f"There is still one in {left}" + (": --keyring removes it." if left == "the keyring" else "."))
