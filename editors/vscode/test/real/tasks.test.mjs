/** The tasks: the one of the extension, and the one of the documentation for people without the extension. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { afterEach, test } from "node:test";

import { Editor, withTwimllint } from "./editor.mjs";

const FILES = {
  "menu.twiml": "<Response>\n  <Say>Grüße 👋</Say><say>Hi</say>\n</Response>\n",
  "flows/main menu.xml": "<Response>\n  <Dial><Room>Daily</Room></Dial>\n</Response>\n",
};

let editor;

afterEach(async (context) => {
  if (context.passed === false) {
    await editor?.evidence(context.name);
  }
  await editor?.close();
  editor = undefined;
});

/** The recipe of the documentation, word for word. */
async function documentedTask() {
  const page = await readFile(new URL("../../../../docs/editors.md", import.meta.url), "utf8");
  return /<!-- recipe: vscode-tasks -->\n```[^\n]*\n(.*?)^```$/ms.exec(page)[1];
}

async function runTask(name) {
  await editor.command("Tasks: Run Task");
  await editor.pick(name);
}

async function assertProblems() {
  await editor.showProblems();
  for (const [code, place] of [["TW102", "Ln 2, Col 23"], ["TW301", "Ln 2, Col 10"]]) {
    const row = editor.page.locator(".markers-panel .monaco-list-row", { hasText: code }).first();
    await row.waitFor();
    assert.ok((await row.textContent()).includes(place), await row.textContent());
  }
}

test("the extension's task lists the problems of files that are not open", async () => {
  editor = await Editor.open(FILES, { prepare: withTwimllint, settings: { "twimllint.enable": false } });
  await editor.openFile("menu.twiml");
  await editor.command("Tasks: Run Task");
  await editor.pick("twimllint");
  await editor.pick("twimllint: lint");
  await editor.squiggles("error").first().waitFor();
  await assertProblems();
});

test("the documented task takes twimllint from the workspace's environment, and shows the problems", async () => {
  const tasks = { ".vscode/tasks.json": await documentedTask() };
  editor = await Editor.open({ ...FILES, ...tasks }, { prepare: withTwimllint, extensions: [] });
  await editor.openFile("menu.twiml");
  await runTask("twimllint");
  await editor.squiggles("error").first().waitFor();
  await editor.page.locator(".markers-panel .monaco-list-row").first().waitFor(); // by itself
  await assertProblems();
});

test("the documented task says in the terminal that there is no twimllint", async () => {
  const tasks = { ".vscode/tasks.json": await documentedTask() };
  editor = await Editor.open({ ...FILES, ...tasks }, { extensions: [] });
  await editor.openFile("menu.twiml");
  await runTask("twimllint");
  const terminal = editor.page.locator(".part.panel .xterm-rows").first();
  await terminal.waitFor();
  const said = async () => (await terminal.innerText()).replace(/\s+/g, ""); // its lines are broken anywhere
  await editor.until(async () => (await said()).includes("failedtolaunch(exitcode:127)"), "the terminal says it");
});
