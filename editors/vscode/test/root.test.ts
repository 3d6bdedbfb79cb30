import assert from "node:assert/strict";
import { test } from "node:test";

import { isTwiml } from "../src/root";

const TWIML = [
  "<Response/>",
  "<Response><Say>Hi</Say></Response>",
  "\uFEFF<?xml version='1.0'?>\r\n<Response>\n</Response>",
  "<!-- <Other/> -->\n<Response id='1'>",
  '<!DOCTYPE Response [<!ENTITY a "b">]><Response>',
  "<!DOCTYPE Response>\n<Response>",
  "{# a note #}{% set name = 'x' %}\n<Response>",
  "{{!-- a note --}}<Response>",
  "<%# a note %>\n<%= xml_header %><Response>",
];

const OTHERS = [
  "",
  "  \n",
  "Response",
  "<response/>",
  "<Responses/>",
  "<project><Response/></project>",
  "<!-- <Response/> -->",
  "<!-- <Response/>",
  '<Response xmlns="urn:oasis:names:tc:SAML:2.0:protocol"/>',
  "<samlp:Response/>",
  "<!DOCTYPE x [<Response/>",
];

for (const text of TWIML) {
  test(`TwiML: ${JSON.stringify(text)}`, () => assert.ok(isTwiml(text)));
}

for (const text of OTHERS) {
  test(`not TwiML: ${JSON.stringify(text)}`, () => assert.ok(!isTwiml(text)));
}

test("a text of nothing but openings is looked at quickly", () => {
  for (const piece of ["<!--", "<?", "{{", "<!DOCTYPE [", " ", "<Response "]) {
    const text = piece.repeat(2_000_000 / piece.length);
    const before = performance.now();
    isTwiml(text);
    assert.ok(performance.now() - before < 200, piece);
  }
});
