"""Text comes as UTF-8 only."""

import re
from collections.abc import Callable, Iterable
from typing import Any

REFUSED = "diary.charset_refused"
"""In a request's META, where no header of a client can be."""

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

_UTF8 = re.compile(r'charset\s*=\s*("utf-?8"|utf-?8)\s*(?=;|$)')


def only_utf8(application: Application) -> Application:
    """`application`, which never sees another charset; its middleware `bounded_body` answers for it.

    Django decodes a request by whatever charset is named in it. Of some names it cannot even make one.
    """

    def asked(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if "charset" in _UTF8.sub("", environ.get("CONTENT_TYPE", "").lower()):
            environ["CONTENT_TYPE"] = "application/octet-stream"
            environ[REFUSED] = True
        return application(environ, start_response)

    return asked
