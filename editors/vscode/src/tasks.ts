/** The task that lints the workspace with the command, for whoever wants all findings under Problems without the server. */

import * as vscode from "vscode";

const TYPE = "twimllint";

interface Definition extends vscode.TaskDefinition {
  paths?: string[];
  args?: string[];
}

export class TaskProvider implements vscode.TaskProvider {
  constructor(private readonly findCommand: () => Promise<string[] | undefined>) {}

  async provideTasks(): Promise<vscode.Task[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return Promise.all(folders.map((folder) => this.task({ type: TYPE }, folder)));
  }

  async resolveTask(task: vscode.Task): Promise<vscode.Task | undefined> {
    const scope = typeof task.scope === "object" ? task.scope : vscode.workspace.workspaceFolders?.[0];
    return scope && this.task(task.definition as Definition, scope);
  }

  private async task(definition: Definition, folder: vscode.WorkspaceFolder): Promise<vscode.Task> {
    // without a twimllint anywhere the shell says so in the terminal, which "silent" then brings to the front
    const [command = "twimllint", ...before] = (await this.findCommand()) ?? [];
    const report = ["--quiet", "--color", "never", "--format", "concise", "--columns", "utf-16", "--fail-on", "never"];
    const args = [...before, "check", ...report, ...(definition.args ?? []), "--", ...(definition.paths ?? ["."])];
    const execution = new vscode.ShellExecution(command, args, { cwd: folder.uri.fsPath });
    const task = new vscode.Task(definition, folder, "lint", TYPE, execution, "$twimllint");
    task.group = vscode.TaskGroup.Test;
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Silent, panel: vscode.TaskPanelKind.Dedicated };
    return task;
  }
}
