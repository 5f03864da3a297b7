/** The bytes of a request → its JSON value, or why it is refused before anyone reads it. */
import { isUtf8 } from "node:buffer";
import { type LongNumber, longNumber } from "./long-number.ts";
import { countMembers, findTwin } from "./member-twins.ts";
import { isLarge, nextTurn } from "./next-turn.ts";
import { parseJson } from "./parse-json.ts";
import { placeAt } from "./place-at.ts";
import { withPlainNames } from "./plain-names.ts";
import { type BodyScan, type Excess, type Member, MOST_DEPTH, scanBody } from "./scan-body.ts";

export interface JsonBody {
  /** As they came, but for escapes in names that need none. */
  bytes: Buffer;
  value: unknown;
  /** At the top, in order, each name once. */
  members: readonly Member[];
  /** Some number may be printed longer than it came. */
  hasUnusualNumbers: boolean;
}

export type BodyFault =
  | { fault: "byte-order-mark" | "nul" | "not-utf-8" | "not-json" | Exclude<Excess, "too-deep"> }
  | { fault: "too-deep" | "twin"; path: string }
  | LongNumber;

/**
 * Never throws. What passes is read alike by every reader of JSON: it is UTF-8, no member stands twice, and no number has
 * more digits than readers keep.
 */
export async function readJsonBody(came: Buffer): Promise<JsonBody | BodyFault> {
  const scan = scanned(came);
  if ("fault" in scan) return scan;
  if (isLarge(came)) await nextTurn();
  const value = parseJson(came.toString("utf8"));
  if (value === undefined) return { fault: "not-json" };
  // What is no JSON must not become some by being mended.
  if (scan.escapedNames.length > 0) return readEscaped(came, scan.escapedNames);
  if (isLarge(came)) await nextTurn();
  const hasTwins = countMembers(value) !== scan.memberCount;
  if (isLarge(came)) await nextTurn();
  if (hasTwins) return { fault: "twin", path: findTwin(came) ?? "" };
  return longNumber(came, scan.unusualNumbers) ?? jsonBody(came, value, scan);
}

function scanned(came: Buffer): BodyScan | BodyFault {
  if (came[0] === 0xef && came[1] === 0xbb && came[2] === 0xbf) return { fault: "byte-order-mark" };
  if (came.includes(0)) return { fault: "nul" };
  if (!isUtf8(came)) return { fault: "not-utf-8" };
  const scan = scanBody(came);
  return typeof scan === "string" ? excess(came, scan) : scan;
}

function excess(bytes: Buffer, fault: Excess): BodyFault {
  if (fault !== "too-deep") return { fault };
  return { fault, path: placeAt(bytes, bytes.length, MOST_DEPTH) };
}

/** The bytes must be valid JSON. */
async function readEscaped(came: Buffer, names: readonly number[]): Promise<JsonBody | BodyFault> {
  if (isLarge(came)) await nextTurn();
  const bytes = withPlainNames(came, names);
  const scan = scanBody(bytes);
  if (typeof scan === "string") return excess(bytes, scan);
  if (isLarge(came)) await nextTurn();
  const twin = findTwin(bytes);
  if (twin !== undefined) return { fault: "twin", path: twin };
  const long = longNumber(bytes, scan.unusualNumbers);
  if (long !== undefined) return long;
  if (isLarge(came)) await nextTurn();
  return jsonBody(bytes, JSON.parse(bytes.toString("utf8")), scan);
}

function jsonBody(bytes: Buffer, value: unknown, { members, unusualNumbers }: BodyScan): JsonBody {
  return { bytes, value, members, hasUnusualNumbers: unusualNumbers.length > 0 };
}
