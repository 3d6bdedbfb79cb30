"""The fixture ``lint_twiml``, in pytest runs of its own."""

import pytest

pytest_plugins = ["pytester"]

BAD = "<Response><Dial><Room>DailyStandup</Room></Dial></Response>"


def test_the_fixture_is_there_and_fails_with_what_is_wrong(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        f"""
        from twilio.twiml.voice_response import VoiceResponse

        BAD = {BAD!r}

        def test_good(lint_twiml):
            response = VoiceResponse()
            response.say("Hello")
            assert lint_twiml(response) == []
            assert lint_twiml(str(response).encode()) == []

        def test_bad(lint_twiml):
            lint_twiml(BAD)

        def test_bytes(lint_twiml):
            lint_twiml(BAD.encode() + b"\\xff")

        def test_what_is_left_out(lint_twiml):
            assert lint_twiml(BAD, ignore=("TW301", "TW1")) == []
            assert lint_twiml(BAD, select=("TW6",)) == []
            assert [d.code for d in lint_twiml(BAD, fail_on="never")] == ["TW301"]

        def test_infos_pass_unless_asked_for(lint_twiml):
            room = "<Response><Connect><Room>a</Room></Connect></Response>"
            assert [d.severity for d in lint_twiml(room)] == ["info"]
            lint_twiml(room, fail_on="info")
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=2, failed=3)
    result.stdout.fnmatch_lines(["*error TW301 room-outside-connect at 1:18: <Room> outside <Connect>*", f"*{BAD}*"])
    result.stdout.fnmatch_lines(["*info TW316 room-no-fallback at 1:21:*"])
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_a_wrong_threshold_and_a_wrong_selector_are_reported(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_threshold(lint_twiml):
            lint_twiml("<Response/>", fail_on="warnings")

        def test_selector(lint_twiml):
            lint_twiml("<Response/>", select=("TW3O1",))
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(['*fail_on is "warnings"*', '*no rule has the code, prefix or name "TW3O1"*'])


def test_it_costs_nothing_where_it_is_not_used(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_nothing():
            assert not {name for name in sys.modules if name.startswith("twimllint.") and name != "twimllint.pytest_plugin"}
            assert "lxml" not in sys.modules
        """
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)
