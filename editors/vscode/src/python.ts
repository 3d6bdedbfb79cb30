/** The interpreter that is selected in the Python extension, if that extension is installed. */

import * as vscode from "vscode";

const PYTHON_EXTENSION = "ms-python.python";

/** The part of the Python extension's interface that is used here. */
interface PythonApi {
  ready?: Promise<void>;
  environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { path: string };
    resolveEnvironment(environment: { path: string }): Promise<{ executable: { uri?: vscode.Uri } } | undefined>;
    onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

async function api(): Promise<PythonApi | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi>(PYTHON_EXTENSION);
  if (extension === undefined) {
    return undefined;
  }
  const found = await extension.activate();
  await found?.ready;
  return found?.environments === undefined ? undefined : found;
}

/** The path of the selected interpreter for a folder; nothing where none is selected or the extension is missing. */
export async function selectedInterpreter(folder: vscode.Uri | undefined): Promise<string | undefined> {
  const python = await api();
  if (python === undefined) {
    return undefined;
  }
  const active = python.environments.getActiveEnvironmentPath(folder);
  const environment = await python.environments.resolveEnvironment(active);
  return environment?.executable.uri?.fsPath;
}

/** Call back whenever another interpreter is selected. */
export async function onInterpreterChange(changed: () => void): Promise<vscode.Disposable> {
  const python = await api();
  return python?.environments.onDidChangeActiveEnvironmentPath(changed) ?? new vscode.Disposable(() => undefined);
}
