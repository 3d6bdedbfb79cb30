/** The item in the language status of TwiML documents. */

import * as vscode from "vscode";

import type { Server } from "./discovery";

const SHOW_OUTPUT: vscode.Command = { title: "Show Output", command: "twimllint.showOutput" };
const INSTALL: vscode.Command = { title: "Install", command: "twimllint.install" };

const ORIGINS: Record<Server["origin"], string> = {
  setting: "from the setting twimllint.path",
  interpreter: "from the selected Python interpreter",
  workspace: "from the workspace's environment",
  path: "from the PATH",
  extension: "installed by this extension",
};

export class Status implements vscode.Disposable {
  private readonly item: vscode.LanguageStatusItem;

  constructor(selector: vscode.DocumentSelector) {
    this.item = vscode.languages.createLanguageStatusItem("twimllint.server", selector);
    this.item.name = "twimllint";
    this.off("not started");
  }

  starting(): void {
    this.show("twimllint is starting", "", vscode.LanguageStatusSeverity.Information, SHOW_OUTPUT);
    this.item.busy = true;
  }

  running(server: Server): void {
    const detail = ORIGINS[server.origin];
    this.show(`twimllint ${server.version}`, detail, vscode.LanguageStatusSeverity.Information, SHOW_OUTPUT);
  }

  off(why: string): void {
    this.show("twimllint", why, vscode.LanguageStatusSeverity.Information, SHOW_OUTPUT);
  }

  missing(): void {
    this.show("twimllint is not installed", "", vscode.LanguageStatusSeverity.Error, INSTALL);
  }

  failed(why: string): void {
    this.show("twimllint has stopped", why, vscode.LanguageStatusSeverity.Error, SHOW_OUTPUT);
  }

  private show(text: string, detail: string, severity: vscode.LanguageStatusSeverity, command: vscode.Command): void {
    Object.assign(this.item, { text, detail, severity, command, busy: false });
  }

  dispose(): void {
    this.item.dispose();
  }
}
