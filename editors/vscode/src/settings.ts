/** What is set under `twimllint`, as the server is given it. Free of VS Code, so that it can be tested. */

/**
 * Settings that have a value, without the rest.
 *
 * Settings of the manifest have `null` as default, which says that the project's files decide; the server is given
 * those that somebody has set.
 */
export function onlySet(section: unknown): unknown {
  if (section === null || typeof section !== "object" || Array.isArray(section)) {
    return section;
  }
  return Object.fromEntries(Object.entries(section).filter(([, value]) => value !== null));
}
