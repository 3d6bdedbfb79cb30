"""Emacs in batch mode."""

import json
from pathlib import Path

from support.recipes import put, run
from support.tools import tool

COMMON = """
(setq create-lockfiles nil make-backup-files nil auto-save-default nil)
(prefer-coding-system 'utf-8)
(defun vectors (value)
  "VALUE with its lists as vectors, since an empty list or one of pairs may mean several things."
  (if (and value (listp value)) (vconcat (mapcar #'vectors value)) value))
(defun done (value)
  "Hand back VALUE and end."
  (let ((coding-system-for-write 'utf-8-unix))
    (write-region (json-encode (vectors value)) nil (getenv "OUT") nil 'silent))
  (kill-emacs 0))
(defun wait-until (condition)
  "Let processes run until CONDITION holds, for ten seconds at most."
  (let ((end (+ (float-time) 10)))
    (while (and (not (funcall condition)) (< (float-time) end))
      (accept-process-output nil 0.02)
      (sit-for 0.01))))
(defun place (position)
  "Line and column of POSITION, both from 1."
  (save-excursion (goto-char position) (list (line-number-at-pos) (1+ (- (point) (line-beginning-position))))))
(require 'json)
"""


def emacs(recipe: str, script: str, project: Path, home: Path, *options: object, more: tuple[str, ...] = ()) -> object:
    """Run a script after a recipe; ``(done VALUE)`` in it hands back a value."""
    put(home / "init.el", recipe, *more)
    (home / "test.el").write_text(COMMON + script, encoding="utf-8")
    command = [tool("emacs"), "-Q", "--batch", *options, "-l", home / "init.el", "-l", home / "test.el"]
    out = home / "out.json"
    done = run(["env", f"OUT={out}", *command], project, home)
    assert out.exists(), done.stdout + done.stderr
    return json.loads(out.read_text(encoding="utf-8"))


def lisp(path: str) -> str:
    return json.dumps(path, ensure_ascii=False)
