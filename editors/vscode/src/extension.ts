/** The entry of the extension. */

import * as vscode from "vscode";

import { fixAll, lintWorkspace, openRule } from "./commands";
import { install } from "./install";
import { documentSelector, FirstUse, XmlDetection } from "./languages";
import { onInterpreterChange } from "./python";
import { Session } from "./session";
import { Status } from "./status";
import { TaskProvider } from "./tasks";

/** Settings of the extension itself, which take effect by a restart; the others are the server's. */
const RESTARTED_BY = ["twimllint.enable", "twimllint.path", "twimllint.programText"];

let session: Session | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("twimllint", { log: true });
  const status = new Status(documentSelector(false));
  const running = new Session(context, output, status);
  session = running;
  let used = false;
  const firstUse = new FirstUse(() => void restart());
  const restart = () => {
    used = true;
    firstUse.dispose();
    return running.restart();
  };
  const follow = () => (used ? restart() : undefined);
  const commands: Record<string, () => unknown> = {
    "twimllint.restart": restart,
    "twimllint.fixAll": fixAll,
    "twimllint.checkWorkspace": lintWorkspace,
    "twimllint.openRulePage": openRule,
    "twimllint.showOutput": () => output.show(),
    "twimllint.install": async () => {
      await running.stop(); // programs in use cannot be replaced on Windows
      await install(context.globalStorageUri, output);
      await restart();
    },
  };
  context.subscriptions.push(
    output,
    status,
    firstUse,
    new XmlDetection(),
    ...Object.entries(commands).map(([name, command]) => vscode.commands.registerCommand(name, command)),
    vscode.tasks.registerTaskProvider("twimllint", new TaskProvider(() => running.commandLine())),
    vscode.workspace.onDidGrantWorkspaceTrust(follow),
    vscode.workspace.onDidChangeWorkspaceFolders(follow),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (RESTARTED_BY.some((setting) => change.affectsConfiguration(setting))) {
        void follow();
      }
    }),
  );
  context.subscriptions.push(await onInterpreterChange(() => void follow()));
  await firstUse.wait();
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}
