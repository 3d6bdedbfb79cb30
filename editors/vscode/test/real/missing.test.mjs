/** Windows in which twimllint is elsewhere, too old or missing. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmod, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { afterEach, test } from "node:test";

import { Editor, ENVIRONMENT } from "./editor.mjs";

const FILES = { "menu.twiml": "<Response>\n  <say>Hi</say>\n</Response>\n" };

let editor;

afterEach(async (context) => {
  if (context.passed === false) {
    await editor?.evidence(context.name);
  }
  await editor?.close();
  editor = undefined;
});

/** A stand-in for the Python extension, with the part of its interface that others use. */
async function pythonExtension(folder, interpreter) {
  const manifest = {
    name: "python",
    publisher: "ms-python",
    version: "2099.1.0",
    engines: { vscode: "^1.91.0" },
    main: "./extension.js",
    activationEvents: ["*"],
  };
  const source = `
    const { EventEmitter, Uri } = require("vscode");
    exports.activate = () => ({
      ready: Promise.resolve(),
      environments: {
        getActiveEnvironmentPath: () => ({ path: ${JSON.stringify(interpreter)} }),
        resolveEnvironment: async ({ path }) => ({ executable: { uri: Uri.file(path) } }),
        onDidChangeActiveEnvironmentPath: new EventEmitter().event,
      },
    });`;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(path.join(folder, "extension.js"), source);
}

test("the interpreter selected in the Python extension comes first", async () => {
  editor = await Editor.open(FILES, {
    prepare: async (_folder, extensions) => {
      await pythonExtension(path.join(extensions, "ms-python.python-2099.1.0"), path.join(ENVIRONMENT, "bin/python"));
    },
  });
  await editor.openFile("menu.twiml");
  await editor.squiggles("error").first().waitFor();
  assert.match(await editor.languageStatus(), /from the selected Python interpreter/);
});

test("without twimllint the editor says so, and finds one that comes later", async () => {
  editor = await Editor.open(FILES);
  await editor.openFile("menu.twiml");
  const notice = await editor.notification("No twimllint with a language server");
  await notice.getByText("Install", { exact: true }).waitFor();
  await editor.picture("install");
  await editor.keys("Escape");
  assert.match(await editor.languageStatus(), /twimllint is not installed/);
  const bin = path.join(editor.folder, ".venv/bin");
  await mkdir(bin, { recursive: true });
  await symlink(path.join(ENVIRONMENT, "bin/twimllint"), path.join(bin, "twimllint"));
  await editor.command("twimllint: Restart Server");
  await editor.squiggles("error").first().waitFor();
});

test("a program that holds TwiML starts the server", async () => {
  editor = await Editor.open({ "app.py": "MENU = \"<Response><say>Hi</say></Response>\"\n" });
  await editor.openFile("app.py");
  await editor.notification("No twimllint with a language server"); // which would start
});

test("a program about something else starts no server", async () => {
  editor = await Editor.open({ "app.py": "print('hello')\n" });
  await editor.openFile("app.py");
  await editor.command("twimllint: Show Output"); // wakes the extension, if nothing else has
  await editor.page.waitForTimeout(2000);
  assert.equal(await editor.page.getByText("No twimllint with a language server").count(), 0);
});

test("a twimllint without its server's packages is named with what is missing", async () => {
  editor = await Editor.open(FILES, {
    prepare: async (folder) => {
      const program = path.join(folder, ".venv/bin/twimllint");
      await mkdir(path.dirname(program), { recursive: true });
      const script = `#!/bin/sh
case "$*" in
  server) echo "twimllint: the language server needs pygls: pip install 'twimllint[lsp]'" >&2; exit 2 ;;
  *) exec "${ENVIRONMENT}/bin/twimllint" "$@" ;;
esac
`;
      await writeFile(program, script);
      await chmod(program, 0o755);
    },
  });
  await editor.openFile("menu.twiml");
  const notice = await editor.notification("the language server needs pygls");
  await notice.getByText("Install", { exact: true }).waitFor();
});

test("the setting names another command", async () => {
  const settings = JSON.stringify({ "twimllint.path": "${workspaceFolder}/tools/lint" });
  editor = await Editor.open({ ...FILES, ".vscode/settings.json": settings }, {
    prepare: async (folder) => {
      await mkdir(path.join(folder, "tools"));
      await symlink(path.join(ENVIRONMENT, "bin/twimllint"), path.join(folder, "tools/lint"));
    },
  });
  await editor.openFile("menu.twiml");
  await editor.squiggles("error").first().waitFor();
  assert.match(await editor.languageStatus(), /from the setting/);
});

test("twimllint is installed on request", { skip: process.env.TWIMLLINT_WHEELS === undefined }, async () => {
  const base = spawnSync(path.join(ENVIRONMENT, "bin/python"), ["-c", "import sys; print(sys.base_prefix)"]);
  const bin = path.join(base.stdout.toString().trim(), "bin");
  editor = await Editor.open(FILES, {
    environment: { PIP_FIND_LINKS: process.env.TWIMLLINT_WHEELS, PATH: `${bin}:/usr/bin:/bin` },
  });
  await editor.openFile("menu.twiml");
  const notice = await editor.notification("No twimllint with a language server");
  await notice.getByText("Install", { exact: true }).click();
  await editor.squiggles("error").first().waitFor({ timeout: 180_000 });
  assert.match(await editor.languageStatus(), /installed by this extension/);
});
