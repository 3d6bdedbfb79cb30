/** Whether a text of a program or a page may hold TwiML. Free of VS Code, so that it can be tested. */

/** What TwiML in a program cannot do without: its root, or the name of the library that writes it. */
const HINT = /<response|&lt;response|twilio|twiml/i;

/** Whether a search of the text finds a hint; most programs have nothing to do with TwiML. */
export function mayHoldTwiml(text: string): boolean {
  return HINT.test(text);
}
