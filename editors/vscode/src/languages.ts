/** Which documents the server is given, and XML files that are TwiML. */

import * as vscode from "vscode";

import { mayHoldTwiml } from "./hints";
import { isTwiml } from "./root";

export const TWIML = "twiml";

/** Languages in whose text TwiML is found in strings, builder calls and code blocks. */
const HOSTS = [
  "csharp", "go", "html", "java", "javascript", "javascriptreact", "markdown", "mdx", "php", "python",
  "restructuredtext", "ruby", "typescript", "typescriptreact",
];

/** Files that say that a workspace has TwiML. */
const SIGNS = "**/{*.twiml,twimllint.toml,.twimllint.toml}";

/** Documents that are TwiML or may be: the server decides. */
const XML_TEMPLATES = "**/*.{xml,twiml}.*";

/** A filter that both VS Code and the language client understand. */
interface Filter {
  scheme: string;
  language?: string;
  pattern?: string;
}

/** What the server is asked about. */
export function documentSelector(programText: boolean): Filter[] {
  const languages = [TWIML, "xml", ...(programText ? HOSTS : [])];
  const selected = languages.flatMap((language): Filter[] => [
    { scheme: "file", language },
    { scheme: "untitled", language },
  ]);
  return [...selected, { scheme: "file", pattern: XML_TEMPLATES }];
}

/**
 * Gives XML documents whose root is `<Response>` the language TwiML when they are opened.
 *
 * A document is changed once: whoever sets it back to XML has the last word.
 */
export class XmlDetection implements vscode.Disposable {
  private readonly decided = new Set<string>();
  private readonly subscription: vscode.Disposable;

  constructor() {
    this.subscription = vscode.workspace.onDidOpenTextDocument((document) => this.look(document));
    vscode.workspace.textDocuments.forEach((document) => this.look(document));
  }

  private look(document: vscode.TextDocument): void {
    const name = document.uri.toString();
    if (document.languageId !== "xml" || this.decided.has(name) || document.uri.scheme === "git") {
      return;
    }
    const wanted = vscode.workspace.getConfiguration("twimllint", document).get("detectXml", true);
    if (wanted && isTwiml(document.getText())) {
      this.decided.add(name);
      void vscode.languages.setTextDocumentLanguage(document, TWIML);
    }
  }

  dispose(): void {
    this.subscription.dispose();
  }
}

/** Calls back once, when the window has something for the server: most programs have nothing to do with TwiML. */
export class FirstUse implements vscode.Disposable {
  private subscriptions: vscode.Disposable[] = [];

  constructor(private readonly begin: () => void) {}

  async wait(): Promise<void> {
    const { workspace } = vscode;
    this.subscriptions = [
      workspace.onDidOpenTextDocument((document) => this.look(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.look(document)),
    ];
    workspace.textDocuments.forEach((document) => this.look(document));
    if ((await workspace.findFiles(SIGNS, undefined, 1)).length > 0) {
      this.found();
    }
  }

  private look(document: vscode.TextDocument): void {
    const programText = vscode.workspace.getConfiguration("twimllint", document).get("programText", true);
    const host = programText && HOSTS.includes(document.languageId);
    if (vscode.languages.match(documentSelector(false), document) > 0 || (host && mayHoldTwiml(document.getText()))) {
      this.found();
    }
  }

  private found(): void {
    if (this.subscriptions.length > 0) {
      this.dispose();
      this.begin();
    }
  }

  dispose(): void {
    this.subscriptions.splice(0).forEach((subscription) => void subscription.dispose());
  }
}
