import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { candidates, expand, findServer, ownEnvironment, type Surroundings } from "../src/discovery";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "twimllint places "));
});

afterEach(() => rm(root, { recursive: true }));

function around(more: Partial<Surroundings> = {}): Surroundings {
  return {
    setting: "",
    interpreter: undefined,
    folders: [path.join(root, "project")],
    searchPath: [path.join(root, "bin"), "relative"].join(path.delimiter),
    storage: path.join(root, "storage"),
    platform: "linux",
    ...more,
  };
}

/** A program that answers as twimllint does. */
async function program(place: string, { version = "0.2.0", serves = true, code = 0 } = {}): Promise<string> {
  const file = path.join(root, place);
  await mkdir(path.dirname(file), { recursive: true });
  const script = `#!/bin/sh
for word; do
  case "$word" in
    --version) echo "twimllint ${version} (Python 3.12.1)"; echo "warning: x" >&2; exit ${code} ;;
    server) cat; ${serves ? "exit 1" : "echo 'it needs pygls' >&2; exit 2"} ;;
  esac
done
`;
  await writeFile(file, script);
  await chmod(file, 0o755);
  return file;
}

test("places are looked at in the documented order", () => {
  const places = candidates(around({ interpreter: "/usr/bin/python3" }));
  assert.deepEqual(
    places.map(({ origin, command }) => [origin, command]),
    [
      ["interpreter", "/usr/bin/python3"],
      ["workspace", path.join(root, "project/.venv/bin/twimllint")],
      ["workspace", path.join(root, "project/venv/bin/twimllint")],
      ["path", path.join(root, "bin/twimllint")],
      ["extension", path.join(ownEnvironment(path.join(root, "storage")), "bin/twimllint")],
    ],
  );
});

test("a command of the settings is the only one that counts", () => {
  const [only, ...others] = candidates(around({ setting: "${workspaceFolder}/tools/twimllint", interpreter: "/python" }));
  assert.deepEqual(only, { command: path.join(root, "project/tools/twimllint"), args: [], origin: "setting" });
  assert.deepEqual(others, []);
});

test("Windows has its own names", () => {
  const [first] = candidates(around({ platform: "win32", searchPath: "" }));
  assert.ok(first?.command.endsWith(path.join(".venv", "Scripts", "twimllint.exe")));
});

test("a home folder is written as a tilde", () => {
  assert.equal(expand("~/bin/twimllint", undefined), `${homedir()}/bin/twimllint`);
  assert.equal(expand("a~b", undefined), "a~b");
});

test("the first that answers is the server", async () => {
  const own = await program("storage/environment/bin/twimllint");
  assert.equal((await findServer(around())).server?.command, own);
  const global = await program("bin/twimllint", { version: "1.2" });
  assert.deepEqual((await findServer(around())).server, { command: global, args: [], origin: "path", version: "1.2" });
  const local = await program("project/.venv/bin/twimllint");
  assert.equal((await findServer(around())).server?.command, local);
  const python = await program("python");
  const { server } = await findServer(around({ interpreter: python }));
  assert.deepEqual([server?.command, server?.args], [python, ["-P", "-m", "twimllint"]]);
});

test("a twimllint without a server is skipped, and the reason is kept", async () => {
  await program("project/.venv/bin/twimllint", { version: "0.1.0", serves: false });
  const good = await program("bin/twimllint");
  const search = await findServer(around());
  assert.equal(search.server?.command, good);
  assert.match(search.refused[0]?.reason ?? "", /^version 0\.1\.0: it needs pygls$/);
});

test("a program that fails is skipped, and what it says is kept", async () => {
  await program("project/.venv/bin/twimllint", { code: 1 });
  const search = await findServer(around());
  assert.equal(search.server, undefined);
  assert.deepEqual(search.refused.map(({ reason }) => reason), ["warning: x"]);
});

test("nothing anywhere is no reason to complain, but a wrong setting is", async () => {
  assert.deepEqual(await findServer(around()), { server: undefined, refused: [] });
  const { server, refused } = await findServer(around({ setting: "/nowhere/twimllint" }));
  assert.equal(server, undefined);
  assert.equal(refused[0]?.reason, "there is no such program");
});
