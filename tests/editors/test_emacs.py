"""Emacs in batch mode: Flymake, Flycheck, compilation mode and the fixing function, as the page has them."""

import json
from pathlib import Path

import pytest

from support.emacs import emacs, lisp
from support.recipes import DOCUMENTS, Finding, expected, run
from support.tools import tool

SEVERITIES = {
    ":error": "error",
    ":warning": "warning",
    ":note": "info",
    "error": "error",
    "warning": "warning",
    "info": "info",
}


FLYMAKE = """
(find-file %s)
(let ((report nil) (calls 0))
  (twimllint-flymake (lambda (&rest arguments) (setq report arguments) (setq calls (1+ calls))))
  (wait-until (lambda () (> calls 0)))
  (done (if (eq (car report) :panic)
            (list "panic" (plist-get (cdr report) :explanation))
          (mapcar (lambda (one)
                    (list (place (flymake-diagnostic-beg one)) (place (flymake-diagnostic-end one))
                          (format "%%s" (flymake-diagnostic-type one)) (flymake-diagnostic-text one)))
                  (car report)))))
"""


@pytest.mark.parametrize("path", DOCUMENTS)
def test_flymake(path: str, project: Path, home: Path) -> None:
    report = emacs("emacs-flymake", FLYMAKE % lisp(path), project, home) or []
    found = [Finding(path, *start, SEVERITIES[kind], text.split()[0]) for start, _, kind, text in report]
    assert sorted(found) == expected(project, path)


def test_flymake_shows_where_a_finding_ends(project: Path, home: Path) -> None:
    report = emacs("emacs-flymake", FLYMAKE % lisp("voice.xml"), project, home)
    assert [(start, end) for start, end, _, text in report if text.startswith("TW301")] == [([3, 10], [3, 14])]


def test_flymake_shows_what_could_not_be_done(project: Path, home: Path) -> None:
    (project / "twimllint.toml").write_text('selekt = ["TW3"]\n')
    kind, text = emacs("emacs-flymake", FLYMAKE % lisp("voice.xml"), project, home)
    assert kind == "panic"
    assert "selekt" in text


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig"])
def test_flymake_hands_over_the_bytes_of_the_file(encoding: str, project: Path, home: Path) -> None:
    names = {"latin-1": "ISO-8859-1", "utf-16": "UTF-16", "utf-8-sig": "UTF-8"}
    text = (
        f'<?xml version="1.0" encoding="{names[encoding]}"?>\r\n<Response><Say>Grüße</Say><say>ä</say></Response>\r\n'
    )
    (project / "coded.twiml").write_bytes(text.encode(encoding))
    report = emacs("emacs-flymake", FLYMAKE % lisp("coded.twiml"), project, home)
    done = run(["twimllint", "--format", "json", "coded.twiml"], project, home)
    wanted = [[one["line"], one["column"], one["code"]] for one in json.loads(done.stdout)["findings"]]
    assert [2, 28, "TW102"] in wanted
    assert sorted([*start, text.split()[0]] for start, _, _, text in report) == sorted(wanted)


def test_flymake_starts_by_itself(project: Path, home: Path) -> None:
    script = """
(find-file "flows/größe/grüße.twiml")
(flymake-start)
(wait-until (lambda () (flymake-diagnostics)))
(done (list (format "%s" major-mode) (length (flymake-diagnostics))))
"""
    mode, number = emacs("emacs-flymake", script, project, home)
    assert mode == "nxml-mode"
    assert number == len(expected(project, "flows/größe/grüße.twiml"))


FLYCHECK = """
(setq flycheck-check-syntax-automatically nil)
(find-file %s)
(insert " ")
(delete-char -1)
(flycheck-select-checker 'twimllint)
(flycheck-buffer)
(wait-until (lambda () (memq flycheck-last-status-change '(finished errored suspicious))))
(done (list (format "%%s" flycheck-last-status-change)
            (mapcar (lambda (one)
                      (list (flycheck-error-line one) (flycheck-error-column one)
                            (place (flycheck-error-pos one))
                            (format "%%s" (flycheck-error-level one)) (flycheck-error-id one)
                            (flycheck-error-message one)))
                    flycheck-current-errors)))
"""


@pytest.mark.parametrize("path", DOCUMENTS)
def test_flycheck(path: str, project: Path, home: Path) -> None:
    tool("emacs")
    tool("/usr/share/emacs/site-lisp/elpa/flycheck-[0-9]*")
    folders = Path("/usr/share/emacs/site-lisp/elpa").iterdir()
    options = [word for folder in sorted(folders) for word in ("-L", folder)]
    status, errors = emacs("emacs-flycheck", FLYCHECK % lisp(path), project, home, *options)
    assert status == "finished"
    found = [Finding(path, line, column, SEVERITIES[level], code) for line, column, _, level, code, _ in errors or []]
    assert sorted(found) == expected(project, path)
    assert all([line, column] == place for line, column, place, *_ in errors or [])


def test_compilation(project: Path, home: Path) -> None:
    script = """
(let ((findings nil) (finished nil))
  (add-hook 'compilation-finish-functions (lambda (&rest _) (setq finished t)))
  (twimllint ".")
  (wait-until (lambda () finished))
  (with-current-buffer "*twimllint*"
    (let ((going t))
      (condition-case nil
          (while going
            (compilation-next-error 1)
            (let* ((type (compilation--message->type (get-text-property (point) 'compilation-message)))
                   (text (buffer-substring-no-properties (line-beginning-position) (line-end-position))))
              (save-window-excursion
                (compile-goto-error)
                (push (list (file-relative-name buffer-file-name (getenv "PWD")) (place (point)) type text) findings))))
        (error (setq going nil)))))
  (done (nreverse findings)))
"""
    # the first finding is on the line where the search begins
    script = script.replace("(let ((going t))", "(goto-char (point-min)) (let ((going t))")
    findings = emacs(
        "emacs-compile", f'(cd {lisp(str(project))})(setenv "PWD" {lisp(str(project))})' + script, project, home
    )
    kinds = {2: "error", 1: "warning", 0: "info"}
    found = [
        Finding(path, *place, kinds[kind], text.split(": ", 1)[1].split()[1]) for path, place, kind, text in findings
    ]
    assert sorted(found) == expected(project, ".")


@pytest.mark.parametrize("path", ["voice.xml", "flows/main menu.xml", "flows/größe/grüße.twiml", "it's.xml"])
def test_the_buffer_is_fixed_on_save(path: str, project: Path, home: Path) -> None:
    before = (project / path).read_bytes()
    assert run(["twimllint", "--quiet", "--fix", path], project, home).returncode in (0, 1)
    wanted = (project / path).read_bytes()
    assert wanted != before
    (project / path).write_bytes(before)
    script = f'(find-file {lisp(path)})(goto-char (point-max))(insert "<!-- é -->\\n")(save-buffer)(done (point))'
    emacs("emacs-flymake", script, project, home, more=("emacs-fix",))
    end = b"\r\n" if b"\r\n" in before else b"\n"
    assert (project / path).read_bytes() == wanted + "<!-- é -->".encode() + end


def test_a_fix_that_cannot_be_made_leaves_the_buffer(project: Path, home: Path) -> None:
    (project / "twimllint.toml").write_text('selekt = ["TW3"]\n')
    before = (project / "voice.xml").read_bytes()
    script = '(find-file "voice.xml")(insert " ")(delete-char -1)(set-buffer-modified-p t)(save-buffer)(done 1)'
    assert emacs("emacs-flymake", script, project, home, more=("emacs-fix",)) == 1
    assert (project / "voice.xml").read_bytes() == before
