/** VS Code as a person has it: code-server in a browser, driven by the keyboard and the mouse. */

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { chromium } from "playwright-core";

/** The folder that setup.sh has filled. */
const TOOLS = need("TWIMLLINT_REAL_EDITOR");
/** The extension, packed. */
const VSIX = need("TWIMLLINT_VSIX");
const NODE = path.join(TOOLS, "bin/node");
const CODE_SERVER = path.join(TOOLS, "code-server/node_modules/code-server/out/node/entry.js");
const BROWSER = process.env.TWIMLLINT_BROWSER ?? "/usr/bin/chromium";
const PICTURES = process.env.TWIMLLINT_PICTURES;
/** A virtual environment with twimllint and its server. */
export const ENVIRONMENT = need("TWIMLLINT_ENVIRONMENT");
/** Where to put a picture of the screen when a test fails. */
const EVIDENCE = path.join(tmpdir(), "twimllint-vscode-failed");
const TIMEOUT = Number(process.env.TWIMLLINT_TIMEOUT ?? 30_000);

const SETTINGS = {
  "chat.disableAIFeatures": true,
  "editor.accessibilitySupport": "off",
  "editor.fontFamily": "DejaVu Sans Mono",
  "editor.hover.delay": 100,
  "editor.minimap.enabled": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "terminal.integrated.gpuAcceleration": "off", // so that the text of the terminal is in the page
  "window.commandCenter": false,
  "workbench.activityBar.location": "hidden",
  "workbench.colorTheme": "Default Light Modern",
  "workbench.layoutControl.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

function need(name) {
  const value = process.env[name];
  assert.ok(value, `${name} is not set: run the tests by "make test-vscode"`);
  return value;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Put twimllint into the workspace's own environment. */
export async function withTwimllint(folder) {
  const place = path.join(folder, ".venv/bin");
  await mkdir(place, { recursive: true });
  await symlink(path.join(ENVIRONMENT, "bin/twimllint"), path.join(place, "twimllint"));
}

export class Editor {
  /**
   * An editor with a workspace of its own.
   *
   * `files` are those of the workspace by their path; `settings` are the user's; `environment` is added to the
   * process's; `prepare` is called with the folder of the workspace and that of the
   * extensions before the editor starts.
   */
  static async open(files, options = {}) {
    const editor = new Editor();
    try {
      await editor.start(files, options);
    } catch (error) {
      await editor.close();
      throw error;
    }
    return editor;
  }

  async start(files, { settings = {}, environment = {}, extensions = [VSIX], prepare = async () => undefined }) {
    this.root = await mkdtemp(path.join(tmpdir(), "twimllint-vscode-"));
    this.folder = path.join(this.root, "ivr");
    const data = path.join(this.root, "data");
    await mkdir(path.join(data, "User"), { recursive: true });
    await mkdir(path.join(this.root, "home"));
    await writeFile(path.join(data, "User/settings.json"), JSON.stringify({ ...SETTINGS, ...settings }));
    for (const [name, text] of Object.entries(files)) {
      await this.put(name, text);
    }
    const installed = path.join(this.root, "extensions");
    await mkdir(installed);
    await prepare(this.folder, installed);
    this.options = [
      "--user-data-dir", data, "--extensions-dir", installed, "--disable-telemetry",
      "--disable-update-check", "--disable-workspace-trust",
    ];
    // nothing of this machine's Python counts but what a test puts there
    this.environment = { HOME: path.join(this.root, "home"), PATH: `${TOOLS}/bin:/usr/bin:/bin`, LANG: "C.UTF-8", ...environment };
    for (const extension of extensions) {
      this.install(extension);
    }
    await this.serve();
    await this.browse();
  }

  async put(name, text) {
    const file = path.join(this.folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  read(name) {
    return readFile(path.join(this.folder, name), "utf8");
  }

  install(extension) {
    const done = spawnSync(NODE, [CODE_SERVER, ...this.options, "--install-extension", extension], {
      env: this.environment, encoding: "utf8",
    });
    assert.equal(done.status, 0, done.stdout + done.stderr);
  }

  async serve() {
    const port = await freePort();
    const command = [CODE_SERVER, ...this.options, "--auth", "none", "--bind-addr", `127.0.0.1:${port}`];
    this.server = spawn(NODE, command, { env: this.environment, stdio: ["ignore", "pipe", "inherit"], detached: true });
    await new Promise((resolve, reject) => {
      let said = "";
      this.server.stdout.on("data", (piece) => {
        said += piece;
        if (said.includes("HTTP server listening")) {
          resolve();
        }
      });
      this.server.once("exit", () => reject(new Error(`code-server has ended:\n${said}`)));
    });
    this.address = `http://127.0.0.1:${port}/?folder=${encodeURIComponent(this.folder)}`;
  }

  async browse() {
    this.browser = await chromium.launch({ executablePath: BROWSER, args: ["--no-sandbox"] });
    this.page = await this.browser.newPage({ viewport: { width: 960, height: 540 } });
    this.page.setDefaultTimeout(TIMEOUT);
    await this.page.goto(this.address);
    await this.page.locator(".monaco-workbench .explorer-folders-view").waitFor();
  }

  async close() {
    await this.browser?.close();
    if (this.server !== undefined && this.server.exitCode === null) {
      process.kill(-this.server.pid, "SIGTERM"); // the group: code-server with the processes that it has started
      await once(this.server, "exit");
    }
    await rm(this.root, { recursive: true, force: true, maxRetries: 5 });
  }

  keys(...keys) {
    return keys.reduce((done, key) => done.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  type(text) {
    return this.page.keyboard.type(text, { delay: 20 });
  }

  /** Choose an entry of the quick input after typing what it is called; `prefix` says what kind of entry. */
  async pick(text, prefix = "") {
    const input = this.page.locator(".quick-input-widget:visible input").first();
    const row = this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: text }).first();
    const soon = { timeout: 3_000 };
    // the input before this one may still be there, about to close
    await this.until(async () => {
      try {
        await input.fill(prefix + text, soon);
        await row.click(soon);
        return true;
      } catch {
        return false;
      }
    }, `${text} can be chosen`);
  }

  /** Run a command of the palette by its title. */
  async command(title) {
    await this.keys("F1");
    await this.pick(title, ">");
  }

  /** Show the list of problems. */
  async showProblems() {
    await this.command("Problems: Focus on Problems View");
    await this.page.locator(".markers-panel").first().waitFor();
  }

  /** Look at one of the problems; `file` leaves out those of other files. */
  async problem(text, look = async () => undefined, file = "") {
    await this.showProblems();
    const filter = this.page.locator(".part.panel .viewpane-filter-container:visible input").first();
    await filter.fill(file);
    const row = this.page.locator(".markers-panel .monaco-list-row", { hasText: text }).first();
    await row.waitFor();
    await look(row);
    await filter.fill("");
    await this.hidePanel();
  }

  /** A notification; those that have left the screen are in the list that this opens. */
  async notification(text) {
    await this.command("Notifications: Show Notifications");
    const notification = this.page.locator(".notifications-center .monaco-list-row", { hasText: text }).first();
    await notification.waitFor();
    return notification;
  }

  /** Hide the panel below the editor. */
  async hidePanel() {
    await this.keys("Control+j");
    await this.page.locator(".part.panel.bottom .composite.title").first().waitFor({ state: "hidden" });
  }

  /** Open a file of the workspace and wait until its text is there. */
  async openFile(name) {
    await this.keys("Control+p");
    await this.pick(name);
    await this.page.locator(`.tab.active[data-resource-name="${path.basename(name)}"]`).waitFor();
    await this.page.locator(".editor-instance .view-lines .view-line").first().waitFor();
  }

  /** Put the cursor at a line and column, both from 1. */
  async goTo(line, column) {
    await this.keys("Control+g");
    await this.page.locator(".quick-input-widget input").first().waitFor({ state: "visible" });
    await this.type(`${line}:${column}`);
    await this.keys("Enter");
    await this.page.locator(`#status\\.editor\\.selection:has-text("Ln ${line}, Col ${column}")`).waitFor();
  }

  save() {
    return this.keys("Control+s");
  }

  /** The marks under the text of one severity: "error", "warning", "info". */
  squiggles(severity) {
    return this.page.locator(`.editor-instance .squiggly-${severity}`);
  }

  /** The piece of the text on the screen, as it is drawn. */
  text(piece) {
    return this.page.locator(".editor-instance .view-line span span", { hasText: piece }).first();
  }

  /** The text in the editor, for documents that fit the screen. */
  async shown() {
    const lines = await this.page.locator(".editor-instance .view-lines .view-line").evaluateAll((all) =>
      all.map((line) => ({ top: parseFloat(line.style.top), text: line.textContent })));
    return lines.sort((a, b) => a.top - b.top).map((line) => line.text.replaceAll("\u00a0", " ")).join("\n");
  }

  /** The language of the active document, as the status bar has it. */
  language() {
    return this.page.locator("#status\\.editor\\.mode").innerText().then((text) => text.trim());
  }

  /** Choose the language of the active document. */
  async setLanguage(name) {
    await this.page.locator("#status\\.editor\\.mode").click();
    await this.pick(name);
  }

  /** What the language status of the active document says when the mouse is over it. */
  async languageStatus() {
    await this.page.locator("#status\\.languageStatus").hover();
    const shown = this.page.locator(".hover-language-status").first();
    await shown.waitFor();
    return shown.innerText();
  }

  /** An entry of the list of completions. */
  suggestion(label) {
    return this.page.locator(".suggest-widget.visible .monaco-list-row", { hasText: label }).first();
  }

  /** Type a line of the document anew. */
  async rewrite(line, text) {
    await this.goTo(line, 1);
    await this.keys("Shift+End", "Delete");
    await this.type(text);
  }

  /** Wait for a completion and accept it. */
  async accept(label) {
    await this.suggestion(label).waitFor();
    await this.suggestion(label).click();
  }

  /** Ask again until a condition holds. */
  async until(condition, what) {
    const end = Date.now() + TIMEOUT;
    for (;;) {
      const value = await condition();
      if (value) {
        return value;
      }
      assert.ok(Date.now() < end, `not within ${TIMEOUT} ms: ${what}`);
      await this.page.waitForTimeout(50);
    }
  }

  /** A picture of what was on the screen when a test failed. */
  async evidence(name) {
    await mkdir(EVIDENCE, { recursive: true });
    const file = path.join(EVIDENCE, `${name.replace(/\W+/g, "-")}.png`);
    await this.page.screenshot({ path: file });
    console.log(`the screen is in ${file}`);
  }

  /** A picture for the documentation; without a folder for them there is none. */
  async picture(name) {
    if (PICTURES !== undefined) {
      await this.page.waitForTimeout(600); // for animations and the cursor's fading
      await mkdir(PICTURES, { recursive: true });
      await this.page.screenshot({ path: path.join(PICTURES, `${name}.png`), caret: "initial" });
    }
  }
}
