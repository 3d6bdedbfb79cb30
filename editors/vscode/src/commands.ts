/** The commands that work on the active document. */

import * as vscode from "vscode";

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append("twimllint");

/** Make all safe fixes in the active document. */
export async function fixAll(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined) {
    return;
  }
  const whole = document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider", document.uri, whole, FIX_ALL.value, 1,
  );
  const [action] = actions;
  if (action?.edit === undefined) {
    vscode.window.setStatusBarMessage("twimllint: there is nothing to fix", 5_000);
    return;
  }
  await vscode.workspace.applyEdit(action.edit);
}

/** List the findings of all files of the workspace under Problems, whether open or not. */
export async function lintWorkspace(): Promise<void> {
  // the language client registers the commands of the server under their own names
  await vscode.commands.executeCommand("twimllint.lintWorkspace");
  await vscode.commands.executeCommand("workbench.panel.markers.view.focus");
}

/** A rule that has findings in a document, and its page. */
interface RulePage extends vscode.QuickPickItem {
  target: vscode.Uri;
}

/** Open the page of the rule at the cursor; where there are several or none there, let the user choose. */
export async function openRule(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return;
  }
  const found = vscode.languages.getDiagnostics(editor.document.uri).filter((one) => one.source === "twimllint");
  const here = found.filter((one) => one.range.contains(editor.selection.active));
  const pages = rulePages(here.length > 0 ? here : found);
  if (pages.length === 0) {
    vscode.window.setStatusBarMessage("twimllint: there are no findings in this document", 5_000);
    return;
  }
  const chosen = pages.length === 1 ? pages[0] : await vscode.window.showQuickPick(pages, { title: "Page of the rule" });
  if (chosen !== undefined) {
    await vscode.env.openExternal(chosen.target);
  }
}

function rulePages(diagnostics: readonly vscode.Diagnostic[]): RulePage[] {
  const pages = new Map<string, RulePage>();
  for (const { code, message } of diagnostics) {
    if (typeof code === "object" && !pages.has(String(code.value))) {
      pages.set(String(code.value), { label: String(code.value), detail: message, target: code.target });
    }
  }
  return [...pages.values()];
}
