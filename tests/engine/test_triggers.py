"""Triggers that look at nothing are errors that name the nearest one."""

import pytest

from twimllint.engine import triggers


@pytest.mark.parametrize(
    "trigger",
    ["Gather", "*", "Gather@hints", "@method", "@*", "@*Event", "@*Method", "Redirect/text", "~Room@participantIdentity", "#type:sid", "#url"],
)  # fmt: skip
def test_known_triggers_are_accepted(trigger: str) -> None:
    triggers.check(trigger)


@pytest.mark.parametrize(
    ("trigger", "hint"),
    [
        ("Gathr", "Gather"), ("Gather@hint", "Gather@hints"), ("@methd", "@method"), ("@*Evnt", "@*Event"),
        ("#documnet", "#document"), ("#type:sidd", "#type:sid"), ("#status:depreciated", "#status:deprecated"),
    ],
)  # fmt: skip
def test_an_unknown_trigger_is_an_error_with_the_nearest_name(trigger: str, hint: str) -> None:
    with pytest.raises(triggers.TriggerError) as error:
        triggers.check(trigger)
    assert f'did you mean "{hint}"?' in str(error.value)


@pytest.mark.parametrize("trigger", ["Gather@*Event", "@*vent", "", "#type:"])
def test_a_trigger_that_looks_at_nothing_is_an_error(trigger: str) -> None:
    with pytest.raises(triggers.TriggerError):
        triggers.check(trigger)
