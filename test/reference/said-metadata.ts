/** What a caller says of a request in all places together, slow and obvious: written apart from the runtime's reading. */

export interface Said {
  readonly body: Readonly<Record<string, unknown>> | undefined;
  /** The members of each `x-pointsman-metadata`. */
  readonly json: readonly (readonly (readonly [string, unknown])[])[];
  /** `x-pointsman-<name>`. */
  readonly headers: readonly (readonly [string, string])[];
}

interface Field {
  readonly values?: readonly string[] | undefined;
  readonly required?: boolean | undefined;
}
type Declared = Readonly<Record<string, Field>>;

export function saidTogether(
  declared: Declared,
  { body = {}, json, headers }: Said,
): Record<string, string> | "refused" {
  const statements: (readonly [string, unknown])[] = [...Object.entries(body)];
  for (const [name, value] of Object.entries(body)) {
    if (typeof value !== "string" || name.length > 64) return "refused";
  }
  for (const members of json) {
    if (members.some(([, value]) => typeof value !== "string")) return "refused";
    if (new Set(members.map(([name]) => name)).size < members.length) return "refused";
    statements.push(...members);
  }
  const byLower = new Map(Object.keys(declared).map((name) => [name.toLowerCase(), name]));
  if (statements.some(([name]) => (byLower.get(name.toLowerCase()) ?? name) !== name)) return "refused";
  statements.push(...headers.map(([name, text]) => [byLower.get(name.toLowerCase()) ?? name, text] as const));
  const found: Record<string, string> = {};
  for (const [name, { values, required }] of Object.entries(declared)) {
    const given = new Set(statements.filter((statement) => statement[0] === name).map(([, value]) => value as string));
    if (given.size > 1 || (given.size === 0 && required)) return "refused";
    for (const value of given) {
      if (values && !values.includes(value)) return "refused";
      found[name] = value;
    }
  }
  return found;
}
