"""Virtual documents: what the rules look at in place of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from twimllint.host.mapped import Mapped
from twimllint.source.errors import TemplateTag
from twimllint.source.span import Span
from twimllint.source.tree import Channel

#: ``builder``: made by calls of a helper library. ``string``: a literal. ``fence``: a block of documentation.
#: ``file``: the file itself.
Kind = Literal["builder", "string", "fence", "file"]

#: The language of the tags that stand for dynamic parts, so that rules separate them from those of template languages.
TAGS = "code"


@dataclass(slots=True)
class VirtualDocument:
    """TwiML that was found in a file, as text with places.

    ``mapped`` is the text that the rules see; dynamic parts are ``{{ expression }}``, branches ``{% if test %}``,
    loops ``{% for ... %}``, places where unsure code may add more ``{% include expression %}``. ``tags`` lists these
    marks, so that nothing need be found again by its characters. ``place`` is where the document is in the file:
    the literal, the block, or the constructor's call.

    ``complete`` says that the text is all that the program sends: nothing open, no fragment. Of a fragment, ``frame``
    is the number of characters invented before and after it to make a document of it.
    ``certain`` says that it can be nothing but TwiML: a builder of TwiML has made it.
    Of an excerpt, ``part`` is what is looked at in it: one attribute of an element that is in another document, with a
    value that it has on some ways through the program. What is ``doubtful`` in a document is left to its excerpts.
    ``language`` is that of the program, ``xml`` for a block of TwiML in documentation.
    """

    kind: Kind
    language: str
    mapped: Mapped
    place: Span
    tags: tuple[TemplateTag, ...] = ()
    complete: bool = True
    channel: Channel = "unknown"
    frame: tuple[int, int] = (0, 0)
    certain: bool = False
    part: Span | None = None
    doubtful: tuple[Span, ...] = ()

    @property
    def dynamic(self) -> bool:
        """Whether a part of it, the invented frame aside, is only known when the program runs."""
        before, after = self.frame
        end = len(self.mapped.text) - after
        return any(before <= tag.span.start and tag.span.end <= end for tag in self.tags)

    @property
    def text(self) -> str:
        """The text as it is shown, without an invented frame."""
        before, after = self.frame
        return self.mapped.text[before : len(self.mapped.text) - after]
