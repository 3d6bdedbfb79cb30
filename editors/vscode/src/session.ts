/** The server of this window: found, started, restarted, stopped. */

import * as vscode from "vscode";
import { LanguageClient, State, type LanguageClientOptions, type Middleware } from "vscode-languageclient/node";

import { findServer, type Search, type Server } from "./discovery";
import { documentSelector } from "./languages";
import { selectedInterpreter } from "./python";
import { onlySet } from "./settings";
import type { Status } from "./status";

const RUNNING = "twimllint.running";
const STOP_TIMEOUT = 2_000;

export class Session {
  private client: LanguageClient | undefined;
  /** Starts and stops follow one another: each waits for the one before. */
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly output: vscode.LogOutputChannel,
    private readonly status: Status,
  ) {}

  /** Start the server, or stop it and start it anew; settings and environments are looked at again. */
  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.halt();
      await this.launch();
    });
  }

  /** Stop the server. */
  stop(): Promise<void> {
    return this.enqueue(() => this.halt());
  }

  /** The command line of a twimllint of this workspace, or nothing where there is none. */
  async commandLine(): Promise<string[] | undefined> {
    const { server } = vscode.workspace.isTrusted ? await this.search() : {};
    return server && [server.command, ...server.args];
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step).catch((error: unknown) => this.report(error));
    return this.queue;
  }

  private report(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.output.error(why);
    this.status.failed(why);
    void this.offer(`The language server has not started: ${why}`);
  }

  private async launch(): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      return this.status.off("not started: the workspace is not trusted");
    }
    if (!vscode.workspace.getConfiguration("twimllint").get("enable", true)) {
      return this.status.off("turned off in the settings");
    }
    this.status.starting();
    const search = await this.search();
    for (const { candidate, reason } of search.refused) {
      this.output.warn(`${[candidate.command, ...candidate.args].join(" ")}: ${reason}`);
    }
    if (search.server === undefined) {
      this.status.missing();
      void this.offer(explanation(search));
      return;
    }
    await this.start(search.server);
  }

  private async search(): Promise<Search> {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === "file");
    return findServer({
      setting: vscode.workspace.getConfiguration("twimllint").get("path", ""),
      interpreter: await selectedInterpreter(folders[0]?.uri),
      folders: folders.map((folder) => folder.uri.fsPath),
      searchPath: process.env["PATH"] ?? "",
      storage: this.context.globalStorageUri.fsPath,
      platform: process.platform,
    });
  }

  private async start(server: Server): Promise<void> {
    const command = { command: server.command, args: [...server.args, "server"] };
    this.output.info([command.command, ...command.args].join(" "));
    const client = new LanguageClient("twimllint", "twimllint", command, this.options());
    client.onDidChangeState(({ newState }) => {
      void vscode.commands.executeCommand("setContext", RUNNING, newState === State.Running);
      if (newState === State.Running) {
        this.status.running(server);
      } else if (newState === State.Stopped && this.client === client) {
        this.status.failed("see the output");
      }
    });
    this.client = client;
    await client.start();
  }

  private options(): LanguageClientOptions {
    const programText = vscode.workspace.getConfiguration("twimllint").get("programText", true);
    const middleware: Middleware = {
      workspace: {
        configuration: async (params, token, next) => {
          const sections = await next(params, token);
          return Array.isArray(sections) ? sections.map(onlySet) : sections;
        },
      },
    };
    return {
      documentSelector: documentSelector(programText),
      outputChannel: this.output,
      middleware,
      synchronize: { configurationSection: "twimllint" },
    };
  }

  private async halt(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose(STOP_TIMEOUT);
  }

  /** Say why there is no server, and what can be done about it. */
  private async offer(why: string): Promise<void> {
    const actions: Record<string, string[]> = {
      Install: ["twimllint.install"],
      "Open Settings": ["workbench.action.openSettings", "twimllint.path"],
      "Show Output": ["twimllint.showOutput"],
    };
    const chosen = await vscode.window.showWarningMessage(why, ...Object.keys(actions));
    const [command, ...args] = (chosen && actions[chosen]) || [];
    if (command !== undefined) {
      await vscode.commands.executeCommand(command, ...args);
    }
  }
}

/** What the search came to, in words. */
function explanation({ refused }: Search): string {
  const found = "No twimllint with a language server was found in the workspace's environment or on the PATH.";
  // an interpreter without twimllint is nothing to talk about
  const others = refused.filter(({ candidate }) => candidate.origin !== "interpreter");
  return [found, ...others.map(({ candidate, reason }) => `${candidate.command}: ${reason}.`)].join(" ");
}
