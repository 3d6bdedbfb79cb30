/** Installing twimllint into an environment that belongs to this extension. */

import { mkdir, rm } from "node:fs/promises";

import * as vscode from "vscode";

import { inEnvironment, ownEnvironment, run, type Outcome } from "./discovery";
import { selectedInterpreter } from "./python";

const INSTALL_TIMEOUT = 600_000;
const REQUIREMENT = "twimllint[lsp,code]";
const ANY_PYTHON = process.platform === "win32" ? ["py", "python"] : ["python3", "python"];
const NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 11))";

/** Create the environment and install twimllint into it; false where that failed, which the user has been shown. */
export async function install(storage: vscode.Uri, output: vscode.LogOutputChannel): Promise<boolean> {
  const python = await usablePython();
  if (python === undefined) {
    void vscode.window.showErrorMessage("twimllint needs Python 3.11 or newer, which was not found on this machine.");
    return false;
  }
  const progress = { location: vscode.ProgressLocation.Notification, title: "Installing twimllint" };
  const failed = await vscode.window.withProgress(progress, () => create(python, storage.fsPath, output));
  if (failed !== undefined) {
    output.error(failed.stdout + failed.stderr);
    const show = "Show Output";
    const chosen = await vscode.window.showErrorMessage("twimllint could not be installed.", show);
    if (chosen === show) {
      output.show();
    }
  }
  return failed === undefined;
}

async function usablePython(): Promise<string | undefined> {
  const selected = await selectedInterpreter(vscode.workspace.workspaceFolders?.[0]?.uri);
  for (const python of [selected, ...ANY_PYTHON]) {
    if (python !== undefined && (await run(python, ["-c", NEW_ENOUGH])).code === 0) {
      return python;
    }
  }
  return undefined;
}

/** The outcome of the step that failed, or nothing. */
async function create(python: string, storage: string, output: vscode.LogOutputChannel): Promise<Outcome | undefined> {
  const environment = ownEnvironment(storage);
  await rm(environment, { recursive: true, force: true });
  await mkdir(storage, { recursive: true });
  const inside = inEnvironment(environment, "python", process.platform);
  const steps: [string, string[]][] = [
    [python, ["-m", "venv", environment]],
    [inside, ["-m", "pip", "install", "--disable-pip-version-check", "--upgrade", REQUIREMENT]],
  ];
  for (const [command, args] of steps) {
    output.info([command, ...args].join(" "));
    const outcome = await run(command, args, INSTALL_TIMEOUT);
    if (outcome.code !== 0) {
      return outcome;
    }
    output.info(outcome.stdout);
  }
  return undefined;
}
