"""What a caller said or wrote, in PHP and Ruby: where it is read from, and what leaves nothing dangerous in it."""

from __future__ import annotations

import pytest

from support.checking import findings

pytest.importorskip("tree_sitter")

#: An expression goes into a variable, and that into a document.
SHAPES = {
    "php": '<?php // twilio\nfunction f($request) {{ $s = {}; return "<Response><Message>$s</Message></Response>"; }}\n',
    "ruby": '# twilio\npost "/sms" do\n  s = {}\n  "<Response><Message>#{{s}}</Message></Response>"\nend\n',
}
CALLERS = {
    "php": [
        "$_POST['Body']",
        "$_REQUEST['SpeechResult']",
        "trim($_POST['Body'])",
        "strtolower($_GET['Body'])",
        "(string) $_POST['Body']",
        "$_POST['Body'] ?? ''",
        "$request->input('Body')",
        "$request->Body",
        "$request['Body']",
        "$request->post('Body')",
        "$request->getParam('SpeechResult')",
        "$request->request->get('Body')",
        "request('Body')",
        "request()->input('Body')",
        "Input::get('Body')",
        "$this->input->post('Body')",
        "filter_input(INPUT_POST, 'Body')",
        "$anything->get('SpeechResult')",
    ],
    "ruby": [
        "params[:Body]",
        "params['SpeechResult'].strip",
        "params[:Body].to_s.downcase",
        "params.fetch(:Body)",
        "params.dig('Body')",
        "params.require(:Body)",
        "params[:Body].presence",
        "params[:Body] || ''",
        "request.params['Body']",
        "anything['SpeechResult']",
    ],
}
HARMLESS = {
    "php": [
        "htmlspecialchars($_POST['Body'])",
        "esc_html($_POST['Body'])",
        "e($request->input('Body'))",
        "(int) $_POST['Body']",
        "strlen($_POST['Body'])",
        "str_replace('<', '', $_POST['Body'])",
        "$_POST['CallSid']",
        "$request->input('Digits')",
        "$request->has('SpeechResult')",
        "$labels['Body']",
        "$labels->get('Body')",
    ],
    "ruby": [
        "CGI.escapeHTML(params[:Body])",
        "h(params[:Body])",
        "params[:Body].to_i",
        "params[:Body].length",
        "params[:Body].gsub('<', '')",
        "params[:Body].encode(xml: :text)",
        "params[:CallSid]",
        "params.fetch(:Digits)",
        "labels['Body']",
        "labels.fetch(:Body)",
    ],
}


@pytest.mark.parametrize(("language", "value"), [(name, one) for name, values in CALLERS.items() for one in values])
def test_what_a_request_holds_must_be_escaped(language: str, value: str) -> None:
    assert [name for name, _ in findings(SHAPES[language].format(value), language)] == ["unescaped-interpolation"]


@pytest.mark.parametrize(("language", "value"), [(name, one) for name, values in HARMLESS.items() for one in values])
def test_what_needs_no_escape(language: str, value: str) -> None:
    assert findings(SHAPES[language].format(value), language) == []
