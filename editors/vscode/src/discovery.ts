/**
 * Where a usable twimllint may be, and whether what is there can serve. Free of VS Code, so that it can be tested.
 */

import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";

export type Origin = "setting" | "interpreter" | "workspace" | "path" | "extension";

/** A command line that may start twimllint; the arguments of twimllint itself follow `args`. */
export interface Candidate {
  command: string;
  args: string[];
  origin: Origin;
}

/** A candidate that answered. */
export interface Server extends Candidate {
  version: string;
}

/** Everything that decides where to look, in the order in which it counts. */
export interface Surroundings {
  /** The value of `twimllint.path`; where it is set, nothing else is looked at. */
  setting: string;
  /** The Python interpreter that the user has selected for the workspace. */
  interpreter: string | undefined;
  /** Folders of the workspace, absolute. */
  folders: string[];
  /** The `PATH` of the environment. */
  searchPath: string;
  /** The folder in which this extension keeps an environment of its own. */
  storage: string;
  platform: NodeJS.Platform;
}

/** Every place to look for twimllint, the best first, whether or not there is anything. */
export function candidates(around: Surroundings): Candidate[] {
  if (around.setting.trim() !== "") {
    const command = expand(around.setting.trim(), around.folders[0]);
    return [{ command, args: [], origin: "setting" }];
  }
  const found: Candidate[] = [];
  if (around.interpreter !== undefined) {
    // -P: a folder called twimllint in the workspace must not be imported in place of the package
    found.push({ command: around.interpreter, args: ["-P", "-m", "twimllint"], origin: "interpreter" });
  }
  for (const folder of around.folders) {
    for (const name of [".venv", "venv"]) {
      found.push({ command: inEnvironment(path.join(folder, name), "twimllint", around.platform), args: [], origin: "workspace" });
    }
  }
  const delimiter = around.platform === "win32" ? ";" : ":";
  for (const folder of around.searchPath.split(delimiter).filter(path.isAbsolute)) {
    found.push({ command: path.join(folder, executable("twimllint", around.platform)), args: [], origin: "path" });
  }
  found.push({ command: inEnvironment(ownEnvironment(around.storage), "twimllint", around.platform), args: [], origin: "extension" });
  return found;
}

/** The virtual environment that this extension creates on request. */
export function ownEnvironment(storage: string): string {
  return path.join(storage, "environment");
}

/** The path of a program in a virtual environment. */
export function inEnvironment(environment: string, program: string, platform: NodeJS.Platform): string {
  return path.join(environment, platform === "win32" ? "Scripts" : "bin", executable(program, platform));
}

function executable(program: string, platform: NodeJS.Platform): string {
  return platform === "win32" ? `${program}.exe` : program;
}

/** A path as it is in the settings, with `~` and `${workspaceFolder}` replaced. */
export function expand(setting: string, folder: string | undefined): string {
  const home = setting.replace(/^~(?=$|[\\/])/, () => homedir());
  return folder === undefined ? home : home.replaceAll("${workspaceFolder}", folder);
}

/** What came of looking: a server, or why each program that is there cannot be one. */
export interface Search {
  server: Server | undefined;
  refused: { candidate: Candidate; reason: string }[];
}

/** The first candidate that can serve. */
export async function findServer(around: Surroundings): Promise<Search> {
  const refused: Search["refused"] = [];
  for (const candidate of candidates(around)) {
    if (!(await exists(candidate.command))) {
      if (candidate.origin === "setting") {
        refused.push({ candidate, reason: "there is no such program" });
      }
      continue;
    }
    const answer = await probe(candidate);
    if ("version" in answer) {
      return { server: { ...candidate, version: answer.version }, refused };
    }
    refused.push({ candidate, reason: answer.reason });
  }
  return { server: undefined, refused };
}

async function exists(command: string): Promise<boolean> {
  if (!path.isAbsolute(command)) {
    return true; // looked up on the PATH when it is run
  }
  return access(command, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The version of a candidate, or why it cannot serve. */
export async function probe(candidate: Candidate): Promise<{ version: string } | { reason: string }> {
  const asked = await run(candidate.command, [...candidate.args, "--version"]);
  const version = /^\S+ (\d+(?:\.\d+)*) \(Python /m.exec(asked.stdout)?.[1];
  if (asked.code !== 0 || version === undefined) {
    return { reason: lastLine(asked.stderr) ?? "it does not print the version of twimllint" };
  }
  // without input a server ends at once, with 1 since nobody asked it to; any other end is a failure to start
  const served = await run(candidate.command, [...candidate.args, "server"]);
  if (served.code !== 0 && served.code !== 1) {
    return { reason: `version ${version}: ${lastLine(served.stderr) ?? "the language server does not start"}` };
  }
  return { version };
}

function lastLine(text: string): string | undefined {
  return text.trim().split("\n").at(-1)?.trim() || undefined;
}

/** What a program printed and how it ended; a program that cannot be started ends with -1. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Run a program to its end without any input, at most `timeout` milliseconds long. */
export function run(command: string, args: string[], timeout = 20_000): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(command, args, { timeout, windowsHide: true, encoding: "utf8" }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ code, stdout, stderr: stderr || (error?.message ?? "") });
    });
    child.stdin?.end();
  });
}
