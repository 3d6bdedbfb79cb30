import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import * as path from "node:path";
import { before, test } from "node:test";

import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { INITIAL, parseRawGrammar, Registry, type IGrammar } from "vscode-textmate";

const ROOT = process.cwd();
const FILES: Record<string, string> = {
  "text.xml.twiml": "syntaxes/twiml.tmLanguage.json",
  "twiml.template.injection": "syntaxes/template.injection.tmLanguage.json",
};

let grammar: IGrammar;

before(async () => {
  const wasm = path.join(ROOT, "node_modules/vscode-oniguruma/release/onig.wasm");
  await loadWASM(await readFile(wasm));
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async (scope) => {
      const file = FILES[scope];
      return file === undefined ? null : parseRawGrammar(await readFile(path.join(ROOT, file), "utf8"), file);
    },
    getInjections: (scope) => (scope === "text.xml.twiml" ? ["twiml.template.injection"] : undefined),
  });
  const loaded = await registry.loadGrammar("text.xml.twiml");
  assert.ok(loaded !== null);
  grammar = loaded;
});

interface Piece {
  text: string;
  scopes: string[];
}

/** The pieces of a text with their scopes; the grammar's own scope is left out. */
function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let state = INITIAL;
  for (const line of text.split("\n")) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    found.push(...tokens.map((one) => ({ text: line.slice(one.startIndex, one.endIndex), scopes: one.scopes.slice(1) })));
  }
  return found;
}

/** The scopes of the first piece with this text, blanks at its ends aside. */
function scopesOf(piece: string, text: string): string {
  const found = pieces(text).find((one) => one.text.trim() === piece);
  assert.ok(found !== undefined, `${piece} is no piece of its own: ${JSON.stringify(pieces(text).map((one) => one.text))}`);
  return found.scopes.join(" ");
}

const CASES: [what: string, piece: string, text: string, scope: RegExp][] = [
  ["a verb", "Say", "<Say>Hi</Say>", /entity\.name\.tag/],
  ["an attribute", "voice", '<Say voice="man">', /entity\.other\.attribute-name/],
  ["a value", "man", '<Say voice="man">', /string\.quoted\.double/],
  ["a value over two lines", "b", '<Say x="a\nb">', /string\.quoted\.double/],
  ["text", "Hi", "<Say>Hi</Say>", /^$/],
  ["an entity", "amp", "<Say>a &amp; b</Say>", /constant\.character\.entity/],
  ["a bare ampersand", "&", "<Say>a & b</Say>", /invalid\.illegal/],
  ["a comment", "x", "<!--x-->", /comment\.block/],
  ["a directive", "ignore", "<!-- twimllint: ignore[TW301] -->", /comment\.block.*keyword\.control\.directive/],
  ["CDATA", "<b>", "<Say><![CDATA[<b>]]></Say>", /string\.unquoted\.cdata/],
  ["what follows CDATA", "Pause", "<Say><![CDATA[<b>]]></Say><Pause/>", /entity\.name\.tag/],
  ["the declaration", "version", '<?xml version="1.0"?>', /meta\.tag\.preprocessor.*attribute-name/],
  ["what follows a document type", "Response", '<!DOCTYPE a [<!ENTITY b "c">]>\n<Response>', /entity\.name\.tag/],
  ["what follows a plain document type", "Response", "<!DOCTYPE a>\n<Response>", /entity\.name\.tag/],
  ["a tag that is not closed", "Play", "<Say \n<Play>", /entity\.name\.tag/],
  ["an output", "name", "<Say>{{ name }}</Say>", /meta\.embedded\.template\.output.*variable/],
  ["an output in a value", "voice", '<Say x="{{ voice }}">', /string\.quoted.*meta\.embedded\.template.*variable/],
  ["a value after an output", "end", '<Say x="{{ voice }}end">', /string\.quoted\.double\.xml$/],
  ["quotes in an output in a value", ">", '<Say x="{{ a["b"] }}">', /punctuation\.definition\.tag/],
  ["a filter", "upper", "{{ name | upper }}", /support\.function\.filter/],
  ["a statement of Jinja", "for", "{% for x in all %}", /meta\.embedded\.template\.jinja.*keyword\.control/],
  ["a statement around a tag", "Say", "{% if x %}<Say/>{% endif %}", /entity\.name\.tag/],
  ["a statement in a tag", "loop", '<Play {%- if x %}loop="2"{% endif -%}>', /entity\.other\.attribute-name/],
  ["a comment of Jinja", "<Say>", "{#<Say>#}", /comment\.block\.template\.jinja/],
  ["a block of Handlebars", "each", "{{#each items}}", /handlebars.*keyword\.control/],
  ["its end", "if", "{{/if}}", /handlebars.*keyword\.control/],
  ["a partial", ">", "{{> header}}", /handlebars.*keyword\.control/],
  ["a comment of Handlebars", "{{x}}", "{{!--{{x}}--}}", /comment\.block\.template\.handlebars/],
  ["a short comment of Handlebars", "x", "{{!x}}", /comment\.block\.template\.handlebars/],
  ["an output that is not escaped", "name", "{{{ name }}}", /meta\.embedded\.template\.output.*variable/],
  ["an output of ERB", "@name", "<Say><%= @name %></Say>", /meta\.embedded\.template\.erb.*variable/],
  ["a statement of ERB", "if", "<% if x > 1 %>", /meta\.embedded\.template\.erb.*keyword/],
  ["what follows it", "Say", "<% if x > 1 -%><Say/>", /^meta\.tag\.xml entity\.name\.tag/],
  ["a comment of ERB", "x", "<%#x%>", /comment\.block\.template\.erb/],
  ["ERB in a value", "url", "<Play loop=\"<%= url %>\">", /string\.quoted.*template\.erb.*variable/],
];

for (const [what, piece, text, scope] of CASES) {
  test(`${what}: ${text.replace("\n", "\\n")}`, () => assert.match(scopesOf(piece, text), scope));
}
