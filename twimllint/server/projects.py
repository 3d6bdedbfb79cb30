"""The folders of the workspace, each a project."""

from __future__ import annotations

import os
from collections.abc import Iterable

from twimllint.server.project import Project
from twimllint.server.settings import ClientSettings


class Projects:
    """The projects that documents belong to.

    ``roots`` are the absolute folders of the workspace; ``client`` holds the settings of documents outside them.
    """

    def __init__(self) -> None:
        self.roots: list[str] = []
        self.client = ClientSettings()
        self._by_root: dict[str, Project] = {}

    @property
    def folder(self) -> str:
        """The first folder of the workspace, or the working folder."""
        return self.roots[0] if self.roots else os.getcwd()

    def of(self, path: str) -> Project:
        """The project of the file at an absolute path: the innermost folder of the workspace, or the file's own."""
        within = [root for root in self.roots if path.startswith(root.rstrip(os.sep) + os.sep)]
        root = max(within, key=len) if within else os.path.dirname(path)
        project = self._by_root.get(root)
        if project is None:
            project = self._by_root[root] = Project(root, self.client)
        return project

    def at(self, root: str) -> Project:
        """The project of a folder of the workspace."""
        return self.of(os.path.join(root, "-"))

    def all(self) -> list[Project]:
        """The projects in use."""
        return list(self._by_root.values())

    def stale(self, paths: Iterable[str]) -> bool:
        """Whether a configuration file that concerns these documents has changed since the last call."""
        folders: dict[str, set[str]] = {}
        for path in paths:
            folders.setdefault(self.of(path).root, set()).add(os.path.dirname(path))
        # every project is asked, so that each has the newest state
        stale = [project.stale(folders.get(project.root, set()) | {project.root}) for project in self.all()]
        return any(stale)
