/**
 * Edits to the members of a JSON object as bytes, so that a large body passes without being parsed and written again.
 * The body must be valid JSON with an object at the top; only its own members are looked at, in one pass.
 */

/** Offsets into the body; the key span includes its quotes. */
export interface Member {
  key: string;
  keyStart: number;
  keyEnd: number;
  valueStart: number;
  valueEnd: number;
}

/**
 * Names are those in the body, before renaming. A value in `set` is JSON text; where the key is absent it is appended.
 * `set` wins over `remove`. A member that would be renamed onto a name in use is removed instead.
 */
export interface MemberEdits {
  set?: Readonly<Record<string, string>>;
  rename?: Readonly<Record<string, string>>;
  remove?: readonly string[];
}

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** The members in order, duplicates included (the last one counts, as in JSON.parse). */
export function topMembers(body: Buffer): Member[] {
  const members: Member[] = [];
  let at = skipSpace(body, body.indexOf(OPEN_BRACE) + 1);
  while (body[at] === QUOTE) {
    const keyStart = at;
    const keyEnd = skipString(body, keyStart);
    const valueStart = skipSpace(body, skipSpace(body, keyEnd) + 1);
    const valueEnd = skipValue(body, valueStart);
    const key = JSON.parse(body.toString("utf8", keyStart, keyEnd)) as string;
    members.push({ key, keyStart, keyEnd, valueStart, valueEnd });
    at = skipSpace(body, valueEnd);
    if (body[at] === COMMA) at = skipSpace(body, at + 1);
  }
  return members;
}

/** New bytes with the edits made, on every duplicate alike; everything else stays byte for byte. */
export function spliceMembers(body: Buffer | string, edits: MemberEdits): Buffer {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const members = topMembers(bytes);
  const set = new Map(Object.entries(edits.set ?? {}));
  const wireNames = namesAfter(members, edits, set);
  const first = members[0]?.keyStart ?? bytes.indexOf(OPEN_BRACE) + 1;
  const last = members.at(-1)?.valueEnd ?? first;
  const out: Buffer[] = [bytes.subarray(0, first)];
  let kept = 0;
  members.forEach((member, i) => {
    const name = wireNames[i];
    if (name === undefined) return;
    if (kept > 0) out.push(bytes.subarray(members[i - 1]!.valueEnd, member.keyStart));
    kept++;
    if (name === member.key) out.push(bytes.subarray(member.keyStart, member.keyEnd));
    else out.push(Buffer.from(JSON.stringify(name)));
    out.push(bytes.subarray(member.keyEnd, member.valueStart));
    const value = set.get(member.key);
    out.push(value === undefined ? bytes.subarray(member.valueStart, member.valueEnd) : Buffer.from(value));
  });
  for (const member of members) set.delete(member.key);
  for (const [key, value] of set) {
    const comma = kept++ > 0 ? "," : "";
    out.push(Buffer.from(`${comma}${JSON.stringify(renamed(key, edits))}:${value}`));
  }
  out.push(bytes.subarray(last));
  return Buffer.concat(out);
}

/** Each member's name after the edits, undefined for a removed one. */
function namesAfter(members: Member[], edits: MemberEdits, set: ReadonlyMap<string, string>): (string | undefined)[] {
  const removed = new Set((edits.remove ?? []).filter((key) => !set.has(key)));
  const keys = members.map((member) => member.key).filter((key) => !removed.has(key));
  const owners = new Map<string, string>();
  const claim = (key: string) => owners.has(renamed(key, edits)) || owners.set(renamed(key, edits), key);
  for (const key of set.keys()) claim(key);
  for (const key of keys) if (renamed(key, edits) === key) claim(key);
  for (const key of keys) claim(key);
  return members.map(({ key }) => {
    const name = renamed(key, edits);
    return removed.has(key) || owners.get(name) !== key ? undefined : name;
  });
}

function renamed(key: string, edits: MemberEdits): string {
  const rename = edits.rename ?? {};
  return Object.hasOwn(rename, key) ? rename[key]! : key;
}

function skipSpace(body: Buffer, from: number): number {
  let at = from;
  while (body[at] === 32 || body[at] === 10 || body[at] === 13 || body[at] === 9) at++;
  return at;
}

/** From the opening quote to behind the closing one. */
function skipString(body: Buffer, from: number): number {
  let at = from + 1;
  for (;;) {
    const quote = body.indexOf(QUOTE, at);
    if (quote < 0) return body.length;
    let slashes = quote;
    while (slashes > at && body[slashes - 1] === BACKSLASH) slashes--;
    at = quote + 1;
    if ((quote - slashes) % 2 === 0) return at;
  }
}

function skipValue(body: Buffer, from: number): number {
  const first = body[from];
  if (first === QUOTE) return skipString(body, from);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return skipLiteral(body, from);
  let depth = 0;
  let at = from;
  while (at < body.length) {
    const byte = body[at];
    if (byte === QUOTE) {
      at = skipString(body, at);
      continue;
    }
    at++;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) return at;
  }
  return at;
}

/** Numbers, true, false, null: to the next comma, space or closing brace. */
function skipLiteral(body: Buffer, from: number): number {
  let at = from;
  while (at < body.length) {
    const byte = body[at]!;
    if (byte === COMMA || byte === CLOSE_BRACE || byte <= 32) return at;
    at++;
  }
  return at;
}
