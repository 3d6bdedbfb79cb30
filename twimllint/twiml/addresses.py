"""Where a document is served from, and which document of the project a URL leads to.

A file's own address is given by a comment (``<!-- served as /menu -->``, the words of Twilio's own samples work too),
by ``[url-map]`` (a folder and where it appears), by ``base-url`` (where the working folder appears), and for relative
URLs by the file's place among its neighbours. Where none of these says so, nothing is known and nothing is reported.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from twimllint.renamed import renamed_names

if TYPE_CHECKING:
    from twimllint.engine.context import Context

_URL = re.compile(r"https?://(?P<host>[^/?#\s]*)(?P<path>/[^?#\s]*)?", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_SERVED_AS = re.compile(
    r"\b(?:served\s+(?:as|at|from|under)|located\s+at|lives\s+at|url:)\s*[\"']?(?P<url>https?://[^\s\"']+|/[^\s\"']*)",
    re.IGNORECASE,
)


class Address(NamedTuple):
    """An address as it is compared: ``host`` is empty where only the path is known, ``file`` for one on the disk."""

    host: str
    path: str


FILE = "file"


def document_addresses(ctx: Context) -> tuple[Address, ...]:
    """The addresses of the document itself; none for an unnamed one without such a comment."""
    return ctx.shared("served", lambda: tuple(_find_addresses(ctx)))


def resolve(ctx: Context, url: str) -> tuple[Address, ...]:
    """The addresses that a URL in the document may stand for; none for one with a query, which may count rounds."""
    url = url.strip()
    if not url or "?" in url:
        return ()
    url = url.partition("#")[0]
    absolute = _URL.fullmatch(url)
    if absolute is not None:
        return (Address(absolute["host"].lower(), _normalized(absolute["path"] or "/")),)
    if _SCHEME.match(url):
        return ()
    bases = [base for base in document_addresses(ctx) if base.host != FILE or not url.startswith("/")]
    return tuple([Address(base.host, _normalized(posixpath.join(posixpath.dirname(base.path), url))) for base in bases])


def file_of_path(ctx: Context, url: str) -> tuple[Address, ...]:
    """The file below the working folder that ``/menu.xml`` names if that folder is what the server serves.

    Nothing where the settings say what is served, or where the URL names no file of XML.
    """
    path = url.strip().partition("#")[0].partition("?")[0]
    is_configured = ctx.settings.base_url or ctx.settings.url_map
    if is_configured or not path.startswith("/") or path.startswith("//") or not path.endswith((".xml", ".twiml")):
        return ()
    return (Address(FILE, os.path.join(_folder(ctx), path.lstrip("/")).replace(os.sep, "/")),)


def points_to_self(ctx: Context, url: str) -> bool:
    """Whether a URL in the document surely leads to this same document."""
    return bool(set(resolve(ctx, url)) & set(document_addresses(ctx)))


def _find_addresses(ctx: Context) -> Iterator[Address]:
    for comment in ctx.document.comments:
        served = _SERVED_AS.search(comment.text)
        if served is not None:
            yield _address(served["url"].rstrip(".,;"), ctx)
    path = ctx.path
    if path == "-":
        return
    file = os.path.join(_folder(ctx), path)
    if "./" in path or "//" in path:
        file = os.path.normpath(file)
    yield Address(FILE, file.replace(os.sep, "/"))
    folder = _address_by_url_map(file, ctx)
    if folder is not None:
        yield folder
    elif ctx.settings.base_url and not os.path.isabs(path) and not path.startswith(".."):
        yield _address(ctx.settings.base_url.rstrip("/") + "/" + path.replace(os.sep, "/"), ctx)


def _folder(ctx: Context) -> str:
    return ctx.settings.folder or os.getcwd()


def _address_by_url_map(file: str, ctx: Context) -> Address | None:
    """The address that ``[url-map]`` gives a file; of several folders the innermost counts."""
    best, address = -1, None
    for folder, url in ctx.settings.url_map.items():
        top = os.path.normpath(os.path.join(_folder(ctx), folder))
        if len(top) > best and file.startswith(top.rstrip(os.sep) + os.sep):
            inside = file[len(top.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
            best, address = len(top), _address(url.rstrip("/") + "/" + inside, ctx)
    return address


def _address(url: str, ctx: Context) -> Address:
    absolute = _URL.match(url)
    if absolute is not None:
        return Address(absolute["host"].lower(), _normalized(absolute["path"] or "/"))
    base = _URL.match(ctx.settings.base_url or "")
    return Address("" if base is None else base["host"].lower(), _normalized(url))


def _normalized(path: str) -> str:
    """A path without dot segments, doubled slashes and a query."""
    return posixpath.normpath("/" + path.partition("?")[0].lstrip("/"))


if not TYPE_CHECKING:
    __getattr__ = renamed_names(
        __name__,
        {
            "own": "document_addresses",
            "leads_to": "resolve",
            "leads_back": "points_to_self",
        },
    )
