/** The language server in the editor: what a person sees and does. */

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { Editor, withTwimllint } from "./editor.mjs";

const MENU = `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Gather numDigit="1" timeout="5s" action="/menu">
    <say voice="Polly.Jonna">Press 1 for sales.</say>
  </Gather>
  <Redirect method="POST">/menu</Redirect>
  <Say>Goodbye.</Say>
</Response>
`;
const FILES = {
  "menu.twiml": MENU,
  "room.xml": "<Response>\n  <Dial>\n    <Room>DailyStandup</Room>\n  </Dial>\n</Response>\n",
  "saml.xml": '<Response xmlns="urn:oasis:names:tc:SAML:2.0:protocol"/>\n',
  "fix.twiml": '<Response>\n  <say>Grüße 👋</say>\n</Response>\n',
  "wide.twiml": "<Response>\n\t<Say>Grüße 👋 日本</Say><Dail/>\n</Response>\n",
  "reply.twiml.j2": "{% if name %}\n<Response>\n  <Message>Hello {{ name | title }}</Message>\n</Response>\n{% endif %}\n",
  "all.twiml": "<Response>\n  <say>one</say>\n  <say>two</say>\n  <Dail/>\n</Response>\n",
  "app.py": "from twilio.twiml.voice_response import VoiceResponse\n\nMENU = \"<Response><say>Hi</say></Response>\"\n",
  "complete.twiml": "<Response>\n  \n</Response>\n",
  "snippet.twiml": "<Response>\n  \n</Response>\n",
};

let editor;

before(async () => {
  editor = await Editor.open(FILES, {
    prepare: withTwimllint,
    settings: { "[twiml]": { "editor.codeActionsOnSave": { "source.fixAll.twimllint": "explicit" } } },
  });
});

after(() => editor?.close());

afterEach(async (context) => {
  if (context.passed === false) {
    await editor.evidence(context.name);
  }
  await editor.keys("Escape", "Escape");
  await editor.command("View: Revert and Close Editor");
});

test("mistakes are underlined by severity", async () => {
  await editor.openFile("menu.twiml");
  await editor.squiggles("error").first().waitFor();
  await editor.squiggles("warning").first().waitFor();
  assert.equal(await editor.language(), "TwiML");
  await editor.problem("numDigit", async (row) => {
    assert.match(await row.innerText(), /numDigits.*twimllint\s*\(?TW201/s);
    assert.match(await row.textContent(), /Ln 3, Col 11/);
    await editor.picture("problems");
  });
});

test("the status shows the version and where it comes from", async () => {
  await editor.openFile("menu.twiml");
  const shown = await editor.languageStatus();
  assert.match(shown, /twimllint \d+\.\d+/);
  assert.match(shown, /from the workspace's environment/);
});

test("columns are right behind letters of any width", async () => {
  await editor.openFile("wide.twiml");
  await editor.squiggles("error").first().waitFor();
  await editor.problem("Ln 2, Col 25", undefined, "wide.twiml");
});

test("a hover explains an element, and the finding that it has", async () => {
  await editor.openFile("menu.twiml");
  await editor.squiggles("error").first().waitFor();
  await editor.text("Gather").hover();
  const hover = editor.page.locator(".monaco-hover:visible").first();
  await hover.getByText("Collects keys or speech").first().waitFor();
  await editor.picture("hover");
});

test("the light bulb fixes a mistake", async () => {
  await editor.openFile("menu.twiml");
  await editor.squiggles("error").first().waitFor();
  await editor.goTo(3, 13);
  await editor.keys("Control+.");
  const action = editor.page.locator(".action-widget .action", { hasText: "numDigits" }).first();
  await action.waitFor();
  await editor.picture("quick-fix");
  await action.click();
  await editor.until(async () => (await editor.shown()).includes('numDigits="1"'), "the attribute is renamed");
});

test("XML with the root Response is TwiML, other XML is not", async () => {
  await editor.openFile("room.xml");
  await editor.until(async () => (await editor.language()) === "TwiML", "room.xml is TwiML");
  await editor.squiggles("error").first().waitFor();
  await editor.openFile("saml.xml");
  assert.equal(await editor.language(), "XML");
  assert.equal(await editor.squiggles("error").count(), 0);
});

test("a document that was set back to XML stays XML, with its findings", async () => {
  await editor.openFile("room.xml");
  await editor.until(async () => (await editor.language()) === "TwiML", "room.xml is TwiML");
  await editor.setLanguage("XML");
  await editor.until(async () => (await editor.language()) === "XML", "room.xml is XML");
  await editor.page.waitForTimeout(500);
  assert.equal(await editor.language(), "XML");
  await editor.squiggles("error").first().waitFor();
  await editor.setLanguage("TwiML");
});

test("saving fixes what can be fixed safely", async () => {
  await editor.openFile("fix.twiml");
  await editor.squiggles("error").first().waitFor();
  await editor.goTo(1, 1);
  await editor.type("<!-- a -->");
  await editor.save();
  const fixed = '<!-- a --><Response>\n  <Say>Grüße 👋</Say>\n</Response>\n';
  await editor.until(async () => (await editor.read("fix.twiml")) === fixed, "the file on disk is fixed");
});

test("children, attributes and values are completed", async () => {
  await editor.openFile("complete.twiml");
  await editor.goTo(2, 3);
  await editor.type("<Sa");
  await editor.accept("Say");
  await editor.until(async () => /<Say\b/.test(await editor.shown()), "the element is there");
  await editor.rewrite(2, "  <Say voi");
  await editor.accept("voice");
  await editor.until(async () => (await editor.shown()).includes('voice="'), "the attribute is there");
  await editor.type("Polly.Joa");
  await editor.suggestion("Polly.Joanna-Neural").waitFor();
  await editor.picture("completion");
  await editor.accept("Polly.Joanna-Neural");
  await editor.until(async () => /<Say voice="Polly\.Joanna-Neural"/.test(await editor.shown()), "the value is there");
});

for (const typed of ["<conversation-rel", "conversation-rel"]) {
  test(`a snippet brings its required attributes: ${typed}`, async () => {
    await editor.openFile("snippet.twiml");
    await editor.rewrite(2, `  ${typed}`);
    await editor.accept("<conversation-relay");
    const wanted = /^ {2}<Connect action="\/connected">\n\s+<ConversationRelay url="wss:/m;
    await editor.until(async () => wanted.test(await editor.shown()), "the snippet is there");
  });
}

test("a setting of the editor takes the place of the project's", async () => {
  await editor.openFile("menu.twiml");
  await editor.squiggles("error").first().waitFor();
  await editor.put(".vscode/settings.json", JSON.stringify({ "twimllint.select": ["TW501"] }));
  await editor.squiggles("error").first().waitFor({ state: "detached" });
  await editor.squiggles("warning").first().waitFor();
  await editor.put(".vscode/settings.json", "{}");
  await editor.squiggles("error").first().waitFor();
});

test("the project's configuration counts, and again when it has changed", async () => {
  await editor.put("twimllint.toml", 'select = ["TW501"]\n');
  await editor.openFile("menu.twiml");
  await editor.squiggles("warning").first().waitFor();
  await editor.squiggles("error").first().waitFor({ state: "detached" });
  await editor.put("twimllint.toml", "");
  await editor.squiggles("error").first().waitFor();
});

test("TwiML in program text is linted, and highlighted as before", async () => {
  await editor.openFile("app.py");
  assert.equal(await editor.language(), "Python");
  await editor.squiggles("error").first().waitFor();
  await editor.problem("TW102", async (row) => assert.match(await row.textContent(), /Ln 3, Col 20/), "app.py");
});

test("the whole workspace is linted on request", async () => {
  await editor.openFile("menu.twiml");
  await editor.squiggles("error").first().waitFor();
  await editor.command("twimllint: Lint the Whole Workspace");
  await editor.page.locator(".markers-panel .monaco-list-row", { hasText: "app.py" }).first().waitFor();
  await editor.hidePanel();
});

test("the commands fix all, open a rule and restart the server", async () => {
  await editor.openFile("all.twiml");
  await editor.squiggles("error").first().waitFor();
  await editor.goTo(2, 5);
  await editor.command("twimllint: Open the Page of a Rule");
  const dialog = editor.page.locator(".monaco-dialog-box");
  await dialog.getByText("/rules/element-wrong-case").waitFor();
  await editor.keys("Escape");
  await editor.command("twimllint: Fix All Safe Problems");
  await editor.until(async () => /<Say>one<\/Say>\s+<Say>two/.test(await editor.shown()), "both are fixed");
  await editor.command("twimllint: Restart Server");
  await editor.goTo(4, 1);
  await editor.type("<Pauze/>");
  await editor.until(async () => (await editor.squiggles("error").count()) >= 1, "the new server finds the mistake");
  await editor.command("twimllint: Show Output");
  await editor.page.locator(".output-view", { hasText: "twimllint server" }).first().waitFor();
  await editor.hidePanel();
});

test("templates are highlighted and linted", async () => {
  await editor.openFile("reply.twiml.j2");
  assert.equal(await editor.language(), "TwiML");
  const color = (piece) => editor.text(piece).evaluate((span) => getComputedStyle(span).color);
  assert.notEqual(await color("if"), await color("Hello"));
});
