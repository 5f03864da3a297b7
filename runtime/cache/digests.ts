/** What must be equal for an answer to be given again, as digests: everything that can change it. */
import { createHash } from "node:crypto";
import type { EntryScope } from "./entry.ts";

export interface Compared {
  readonly scope: EntryScope;
  readonly route: string;
  /** Who may answer, and on what terms. */
  readonly terms: unknown;
  /** What the client speaks. */
  readonly endpoint: string;
  /** What it asks for in headers. */
  readonly headers: unknown;
  /** What it sent, less what changes no answer. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The member of the body with the conversation. */
  readonly content: string;
  /** The last text of the user. */
  readonly text: string;
}

export interface Digests {
  /** Of all but the text. */
  readonly partition: string;
  /** The text, where it stands apart: undefined where all must be equal. */
  readonly text: string | undefined;
}

/** Another one where what is digested is another, or is digested in another way. */
const VERSION = 1;

export function digestsOf({ scope, route, terms, endpoint, headers, body, content, text }: Compared): Digests {
  const apart = text === "" ? undefined : withoutLast(body[content], text);
  const compared = apart === undefined ? body : { ...body, [content]: apart };
  const members = Object.entries(compared).sort(([a], [b]) => (a < b ? -1 : 1));
  const of = [VERSION, scope.of, scope.name, route, terms, endpoint, headers, members];
  return { partition: digest(JSON.stringify(of)), text: apart === undefined ? undefined : text };
}

/** Of a request with this text, in one of the forms in which texts are compared. */
export function keyOf(partition: string, form: "exact" | "normalised", text = ""): string {
  return digest(`${partition} ${form} ${text}`);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** In place of what was taken out. */
const OUT = null;

/** The conversation without the last text, where it ends with that; in the words of any endpoint. */
function withoutLast(content: unknown, text: string): unknown {
  if (content === text) return OUT;
  if (!Array.isArray(content)) return undefined;
  const last: unknown = content.at(-1);
  if (!isObject(last) || last.role !== "user") return undefined;
  const rest = withoutText(last.content, text);
  return rest === undefined ? undefined : content.with(-1, { ...last, content: rest });
}

function withoutText(parts: unknown, text: string): unknown {
  if (parts === text) return OUT;
  if (!Array.isArray(parts)) return undefined;
  const at = parts.findLastIndex((part: unknown) => isObject(part) && part.text === text);
  return at < 0 ? undefined : parts.with(at, { ...(parts[at] as object), text: OUT });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
