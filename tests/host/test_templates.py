"""Files of a programming language that are TwiML with program text in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from twimllint.cli import main

pytest.importorskip("tree_sitter")

PAGE = """<?php
header('Content-type: text/xml');
?>
<Response>
  <Say voic="alice"><?php echo $message; ?></Say>
</Response>
"""
PROGRAM = """<?php
use Twilio\\TwiML\\VoiceResponse;
$response = new VoiceResponse();
$response->say('Hi', ['voic' => 'alice']);
echo $response;
"""
HEREDOC = """<?php
// what isn't sent is not written
$response = <<<XML
<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Dial voic="alice" callerId="{$caller}">{$number['to']}</Dial>
</Response>

XML;
echo $response;
"""
QUOTED = """<?php
echo '<?xml version="1.0" encoding="UTF-8"?>';
echo '<Response><Say voic="alice">Hi</Say></Response>';
"""
AFTER_COMMENT = """<?php // no string: <<<XML ?>
<Response>
  <Say voic="alice"><?= <<<XML
?> <Response>
XML ?></Say>
</Response>
"""
DJANGO = """<Response>
  <Say voic="alice">{{ greeting }}</Say>
</Response>
"""
GUIDE = """<html><body><p>Answer with</p>
<pre><code class="language-xml">&lt;Response&gt;
  &lt;Say voic=&quot;alice&quot;&gt;Hi&lt;/Say&gt;
&lt;/Response&gt;</code></pre></body></html>
"""


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("page.php", PAGE, "5:8"),
        ("program.php", PROGRAM, "4:24"),
        ("heredoc.php", HEREDOC, "6:9"),
        ("quoted.php", QUOTED, "3:22"),
        ("comment.php", AFTER_COMMENT, "3:8"),
        ("voice.html", DJANGO, "2:8"),
        ("guide.html", GUIDE, "3:11"),
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_a_page_is_linted_as_a_page_and_a_program_as_a_program(
    name: str, text: str, place: str, named: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "--isolated", "--format", "concise", name if named else "."])
    lines = result.stdout.splitlines()
    assert [line for line in lines if line.startswith(f"{name}:{place}:") and "unknown-attribute" in line], (
        result.output
    )
    assert len([line for line in lines if line.startswith(f"{name}:")]) == 1
