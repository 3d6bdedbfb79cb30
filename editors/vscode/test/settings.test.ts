import assert from "node:assert/strict";
import { test } from "node:test";

import { onlySet } from "../src/settings";

test("settings without a value are left to the project's files", () => {
  const section = { select: null, ignore: ["TW5"], region: null, plugins: false, delay: 0 };
  assert.deepEqual(onlySet(section), { ignore: ["TW5"], plugins: false, delay: 0 });
});

test("an absent section stays absent", () => {
  assert.equal(onlySet(null), null);
  assert.equal(onlySet(undefined), undefined);
});
