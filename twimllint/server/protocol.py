"""The protocol under a client that makes mistakes: each message is answered, and none stops the server.

Text is kept by ``app``, not by pygls: its documents end lines where ``str.splitlines`` does, which the protocol does
not, and a change of a document that was never opened is an error there.
"""

from __future__ import annotations

import logging
from typing import Any, NamedTuple, Protocol, cast

from cattrs import Converter
from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidRequest, JsonRpcServerNotInitialized
from pygls.protocol import JsonRPCNotification, LanguageServerProtocol, default_converter, lsp_method

logger = logging.getLogger(__name__)

#: The method that stands in for a message that could not be read and has been answered already.
_ANSWERED = "$/answered"


class Ready(NamedTuple):
    """An answer that is JSON already, for long ones: converting each of their objects takes longer than all else."""

    json: dict[str, Any]


def converter() -> Converter:
    """What converts messages."""
    json_converter: Converter = default_converter()  # type: ignore[no-untyped-call]
    json_converter.register_unstructure_hook(Ready, lambda answer: answer.json)
    return json_converter


class Documents(Protocol):
    """Who keeps the text of the open documents."""

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """A document was opened."""

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """A document has changed."""

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """A document was closed."""


class ServerProtocol(LanguageServerProtocol):
    """The protocol of pygls, with documents of our own and errors answered."""

    @property
    def _app(self) -> Documents:
        return cast(Documents, self._server)

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take over the text of a document."""
        self._app.opened(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Follow the changes of a document."""
        self._app.changed(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Let go of a document."""
        self._app.closed(params)

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as an object; one of a wrong form is answered with an error."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "method" in data and isinstance(data.get("id"), int | str):
                self._send_response(data["id"], error=error.to_response_error())
            else:
                logger.warning("a message could not be read: %s", error)
            return JsonRPCNotification(method=_ANSWERED, jsonrpc=self.VERSION, params=None)

    def handle_message(self, message: Any) -> None:
        """Handle a message: nothing before ``initialize`` and after ``shutdown``, and these only once."""
        method = getattr(message, "method", None)
        started = self._workspace is not None
        wrong = self._shutdown or started is (method == types.INITIALIZE)
        if method is not None and method not in (types.EXIT, _ANSWERED) and wrong:
            error = JsonRpcInvalidRequest if started else JsonRpcServerNotInitialized
            if hasattr(message, "id"):
                self._send_response(message.id, error=error().to_response_error())
            return
        super().handle_message(message)
