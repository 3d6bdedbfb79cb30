"""Emacs in batch mode with the language server, through Eglot and through lsp-mode, as the page has them."""

from pathlib import Path

import pytest

from support.emacs import emacs, lisp
from support.recipes import Finding, expected, run
from support.tools import tool

SEVERITIES = {
    "eglot-error": "error",
    "eglot-warning": "warning",
    "eglot-note": "info",
    "1": "error",
    "2": "warning",
    "3": "info",
}
ELPA = Path("/usr/share/emacs/site-lisp/elpa")

EGLOT = """
(setq eglot-autoshutdown t eglot-sync-connect t eglot-events-buffer-size 0)
(setq project-find-functions (list (lambda (_) (cons 'transient (getenv "PWD")))))
"""
LSP_MODE = """
(setq lsp-auto-guess-root t lsp-enable-file-watchers nil lsp-keep-workspace-alive nil lsp-modeline-code-actions-enable nil
      lsp-headerline-breadcrumb-enable nil lsp-diagnostics-provider :none lsp-enable-snippet nil
      lsp-restart 'ignore lsp-session-file (expand-file-name "session" (getenv "HOME")))
"""
CLIENTS = {"emacs-eglot": ("eglot", EGLOT), "emacs-lsp-mode": ("lsp-mode", LSP_MODE)}


def edit(recipe: str, path: str, script: str, project: Path, home: Path) -> object:
    """Open a file under a recipe, wait for the server, and run a script that calls ``done``."""
    package, settings = CLIENTS[recipe]
    tool("emacs")
    tool(f"{ELPA}/{package}-[0-9]*")
    options = [word for folder in sorted(ELPA.iterdir()) for word in ("-L", folder)]
    (home / "before.el").write_text(settings, encoding="utf-8")
    ready = {"eglot": "(eglot-managed-p)", "lsp-mode": '(and lsp-mode (lsp-feature? "textDocument/codeAction"))'}[
        package
    ]
    start = f"""
(setenv "PWD" {lisp(str(project) + "/")})
(load (expand-file-name "before.el" (getenv "HOME")) nil t)
(find-file {lisp(path)})
(when (bound-and-true-p eglot--managed-mode) nil)
(run-hooks 'post-command-hook)
(wait-until (lambda () {ready}))
"""
    return emacs(recipe, start + script, project, home, *options)


EGLOT_DIAGNOSTICS = """
(flymake-start)
(wait-until (lambda () (>= (length (flymake-diagnostics)) %d)))
(done (mapcar (lambda (one) (list (place (flymake-diagnostic-beg one)) (format "%%s" (flymake-diagnostic-type one))
                                  (flymake-diagnostic-text one)))
              (flymake-diagnostics)))
"""


#: Starting a server takes a second or two, so not every document is tried.
WIDE = "flows/größe/grüße.twiml"
PATHS = ["voice.xml", WIDE, "pom.xml"]


@pytest.mark.parametrize("path", PATHS)
def test_eglot_shows_diagnostics(path: str, project: Path, home: Path) -> None:
    wanted = expected(project, path)
    report = edit("emacs-eglot", path, EGLOT_DIAGNOSTICS % len(wanted), project, home) or []
    found = [
        Finding(path, *start, SEVERITIES[kind], text.split("[")[1].split("]")[0])
        for start, kind, text in report  # type: ignore[attr-defined]
    ]
    assert sorted(found) == wanted


LSP_DIAGNOSTICS = """
(wait-until (lambda () (>= (length (gethash (lsp--fix-path-casing buffer-file-name) (lsp-diagnostics t))) %d)))
(done (mapcar (lambda (one)
                (list (place (lsp--position-to-point (lsp:range-start (lsp:diagnostic-range one))))
                      (format "%%s" (lsp:diagnostic-severity? one)) (lsp:diagnostic-code? one)))
              (append (gethash (lsp--fix-path-casing buffer-file-name) (lsp-diagnostics t)) nil)))
"""


def test_lsp_mode_shows_diagnostics(project: Path, home: Path) -> None:
    wanted = expected(project, WIDE)
    report = edit("emacs-lsp-mode", WIDE, LSP_DIAGNOSTICS % len(wanted), project, home) or []
    found = [Finding(WIDE, *start, SEVERITIES[kind], code) for start, kind, code in report]  # type: ignore[attr-defined]
    assert sorted(found) == wanted


@pytest.mark.parametrize(
    ("recipe", "path"), [("emacs-eglot", WIDE), ("emacs-eglot", "it's.xml"), ("emacs-lsp-mode", WIDE)]
)
def test_the_buffer_is_fixed_on_save(path: str, recipe: str, project: Path, home: Path) -> None:
    before = (project / path).read_bytes()
    assert run(["twimllint", "--quiet", "--fix", path], project, home).returncode in (0, 1)
    wanted = (project / path).read_bytes()
    assert wanted != before
    (project / path).write_bytes(before)
    script = '(goto-char (point-max))(insert "<!-- é -->\\n")(save-buffer)(done (point))'
    edit(recipe, path, script, project, home)
    end = b"\r\n" if b"\r\n" in before else b"\n"
    assert (project / path).read_bytes() == wanted + "<!-- é -->".encode() + end


@pytest.mark.parametrize("recipe", CLIENTS)
def test_a_buffer_without_mistakes_is_saved(recipe: str, project: Path, home: Path) -> None:
    (project / "fine.twiml").write_text("<Response><Say>Hi</Say></Response>\n")
    script = '(goto-char (point-max))(insert "<!-- b -->\\n")(save-buffer)(done (list (buffer-modified-p) 1))'
    assert edit(recipe, "fine.twiml", script, project, home) == [None, 1]
    assert (project / "fine.twiml").read_text() == "<Response><Say>Hi</Say></Response>\n<!-- b -->\n"


def test_eglot_explains_an_element(project: Path, home: Path) -> None:
    script = """
(goto-char (point-min))
(search-forward "Gather")
(let ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
  (done (list (plist-get (plist-get hover :contents) :value))))
"""
    [text] = edit("emacs-eglot", "voice.xml", script, project, home)  # type: ignore[misc]
    assert "Gather" in text
