"""One request to an endpoint of the chat-completions protocol, with time-outs and retries.

The key comes from the environment. It goes into one header and nowhere else: no message, file or
`repr` has it, and a redirect, which would carry it to another host, is an error.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPMessage
from typing import IO, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

PATH = "/chat/completions"
LARGEST = 2_000_000  # bytes of an answer
TRIES = 3
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0  # seconds between two tries; each wait is twice the last
SHOWN = 200  # characters of what the endpoint says of an error
BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})

Message = dict[str, str]


class EndpointError(Exception):
    """An endpoint gave no answer; `final` tells that another section would get none either."""

    def __init__(self, message: str, *, final: bool = False) -> None:
        super().__init__(message)
        self.final = final


@dataclass(frozen=True)
class Endpoint:
    """Where a model is asked, for how long, and how waiting is done."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 120.0
    wait: Callable[[float], None] = time.sleep

    @property
    def address(self) -> str:
        """Return the address of requests; the path may be left out."""
        url = self.url.rstrip("/")
        return url if url.endswith(PATH) else url + PATH


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> NoReturn:
        fp.close()
        raise EndpointError(f"the endpoint redirects to {newurl}; name that one", final=True)


def is_address(url: str) -> bool:
    """Return whether an endpoint can be there; an address is printed, so no secret may be in it."""
    parts = urlsplit(url)
    secret = parts.username is not None or bool(parts.query)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not secret


def ask(endpoint: Endpoint, messages: Sequence[Message]) -> str:
    """Return what a model answers. Raises EndpointError."""
    pause = FIRST_WAIT
    for left in reversed(range(TRIES)):
        try:
            return _once(endpoint, messages)
        except HTTPError as error:
            with error:
                message = _clean(endpoint, f"{error.code} {error.reason}: {_said(error)}")
            if error.code not in BUSY or not left:
                raise EndpointError(message, final=error.code not in BUSY) from None
            pause = _asked_pause(error) or pause
        except (URLError, TimeoutError, HTTPException, ConnectionError, ValueError) as error:
            if not left:
                reason = getattr(error, "reason", error)
                refused = isinstance(reason, ConnectionRefusedError)
                raise EndpointError(_clean(endpoint, str(reason)), final=refused) from None
        endpoint.wait(min(pause, LONGEST_WAIT))
        pause *= 2
    raise AssertionError("the last try returns or raises")


def _once(endpoint: Endpoint, messages: Sequence[Message]) -> str:
    body = {"model": endpoint.model, "messages": list(messages), "temperature": 0}
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    request = Request(endpoint.address, json.dumps(body).encode(), headers)  # noqa: S310 - http(s)
    with build_opener(_NoRedirect).open(request, timeout=endpoint.timeout) as answer:
        return _content(answer.read(LARGEST))


def _content(data: bytes) -> str:
    """The text of an answer. Raises ValueError where it has none."""
    try:
        content = json.loads(data)["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError("the answer has no choices[0].message.content") from error
    if not isinstance(content, str):
        raise ValueError("the answer's content is no text")
    return content


def _said(error: HTTPError) -> str:
    return " ".join(error.read(LARGEST).decode("utf-8", "replace").split())[:SHOWN]


def _clean(endpoint: Endpoint, message: str) -> str:
    """A message without the key, which some endpoints repeat."""
    for form in (endpoint.key, repr(endpoint.key)[1:-1]):
        message = message.replace(form, "***") if form else message
    return message


def _asked_pause(error: HTTPError) -> float:
    """The seconds that the endpoint asks to wait; 0 where it names none."""
    try:
        return max(0.0, float(error.headers.get("Retry-After", "0")))
    except ValueError:  # a date
        return 0.0
