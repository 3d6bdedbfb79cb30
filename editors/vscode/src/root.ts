/** Whether an XML text is TwiML by its first element. Free of VS Code, so that it can be tested. */

/** No sensible document has its first element behind more characters than this. */
const HEAD = 65_536;

/**
 * Whether the first element of a text is `<Response>` in no namespace.
 *
 * Comments, processing instructions, a document type and the tags of template languages may come before it. A
 * `<Response>` with a namespace belongs to another language, such as SAML.
 */
export function isTwiml(text: string): boolean {
  const head = text.slice(0, HEAD);
  const tag = /^<Response(?=[\s/>])([^>]*)/.exec(head.slice(start(head)));
  return tag !== null && !/\sxmlns\s*=/.test(tag[1] ?? "");
}

/** What may come before the first element, by how it begins and how it ends; the longer beginning first. */
const SKIPPED: readonly (readonly [string, string])[] = [
  ["<!--", "-->"],
  ["<?", "?>"],
  ["<%", "%>"],
  ["{{", "}}"],
  ["{%", "%}"],
  ["{#", "#}"],
];

/** The offset of the first element, or the length of the text where there is none. */
function start(text: string): number {
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  for (;;) {
    at = skipBlanks(text, at);
    const skipped = SKIPPED.find(([open]) => text.startsWith(open, at));
    if (skipped !== undefined) {
      at = after(text, skipped[1], at + skipped[0].length);
    } else if (text.startsWith("<!DOCTYPE", at)) {
      at = afterDoctype(text, at);
    } else {
      return at;
    }
  }
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \t\r\n".includes(text.charAt(at))) {
    at += 1;
  }
  return at;
}

function after(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found === -1 ? text.length : found + end.length;
}

function afterDoctype(text: string, from: number): number {
  const close = text.indexOf(">", from);
  const subset = text.indexOf("[", from);
  return subset !== -1 && subset < close ? after(text, ">", after(text, "]", subset)) : after(text, ">", from);
}
