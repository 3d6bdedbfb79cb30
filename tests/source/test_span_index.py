"""The index of spans answers as a comparison with each of them would."""

from hypothesis import given
from hypothesis import strategies as st

from twimllint.source.span import Span
from twimllint.source.span_index import SpanIndex

SPANS = st.tuples(st.integers(0, 20), st.integers(0, 6)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(SPANS, max_size=6), SPANS)
def test_as_each_span_says(spans: list[Span], span: Span) -> None:
    assert SpanIndex(spans).overlaps(span) is any(span.overlaps(other) for other in spans)
