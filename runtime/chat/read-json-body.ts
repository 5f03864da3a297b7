/** The bytes of a request → its JSON value, or why it is refused before anyone reads it. */
import { isUtf8 } from "node:buffer";
import { type LongNumber, longNumber } from "./long-number.ts";
import { countMembers, findTwin } from "./member-twins.ts";
import { parseJson } from "./parse-json.ts";
import { withPlainNames } from "./plain-names.ts";
import { type Excess, type Member, scanBody } from "./scan-body.ts";

export interface JsonBody {
  /** As they came, but for escapes in names that need none. */
  bytes: Buffer;
  value: unknown;
  /** At the top, in order, each name once. */
  members: readonly Member[];
}

export type BodyFault =
  | { fault: "byte-order-mark" | "nul" | "not-utf-8" | "not-json" | Excess }
  | { fault: "twin"; path: string }
  | LongNumber;

/**
 * Never throws. What passes is read alike by every reader of JSON: it is UTF-8, no member stands twice, and no number has
 * more digits than readers keep.
 */
export function readJsonBody(came: Buffer): JsonBody | BodyFault {
  if (came[0] === 0xef && came[1] === 0xbb && came[2] === 0xbf) return { fault: "byte-order-mark" };
  if (came.includes(0)) return { fault: "nul" };
  if (!isUtf8(came)) return { fault: "not-utf-8" };
  const first = scanBody(came);
  if (typeof first === "string") return { fault: first };
  if (first.escapedNames.length > 0) return readEscaped(came, first.escapedNames);
  const value = parseJson(came.toString("utf8"));
  if (value === undefined) return { fault: "not-json" };
  if (countMembers(value) !== first.memberCount) return { fault: "twin", path: findTwin(came) ?? "" };
  const long = longNumber(came, first.unusualNumbers);
  if (long !== undefined) return long;
  return { bytes: came, value, members: first.members };
}

function readEscaped(came: Buffer, names: readonly number[]): JsonBody | BodyFault {
  // What is no JSON must not become some by being mended.
  if (parseJson(came.toString("utf8")) === undefined) return { fault: "not-json" };
  const bytes = withPlainNames(came, names);
  const scan = scanBody(bytes);
  if (typeof scan === "string") return { fault: scan };
  const twin = findTwin(bytes);
  if (twin !== undefined) return { fault: "twin", path: twin };
  const long = longNumber(bytes, scan.unusualNumbers);
  if (long !== undefined) return long;
  return { bytes, value: JSON.parse(bytes.toString("utf8")), members: scan.members };
}
