/**
 * What the caller says about a request, for the policy's `metadata` facts: in the body's `metadata`, in the header
 * `x-pointsman-metadata` (JSON), and in `x-pointsman-<name>`. A name may be given in several places, with one value.
 */
import { isUtf8 } from "node:buffer";
import { MOST_NAME_LENGTH, MOST_NAMES, reservedNames } from "../../schemas/parameters/metadata.ts";
import { type DeclaredMetadata, expectedValue, valueFault } from "../../semantics/metadata.ts";
import { shown } from "../refusal.ts";

export type Metadata =
  | { readonly kind: "values"; readonly values: Readonly<Record<string, string>> }
  /** `param`: the member or header that is wrong; `message` says how, and what may be sent. */
  | { readonly kind: "refused"; readonly param: string; readonly message: string };

export interface MetadataSources {
  /** The body's `metadata`. */
  readonly body: unknown;
  /** Names and values by turns, as they came: a header may stand twice. */
  readonly rawHeaders: readonly string[];
}

/** The declared names and their values. Names that are not declared are no facts; in the body they are the provider's. */
export function readMetadata(declared: DeclaredMetadata, { body, rawHeaders }: MetadataSources): Metadata {
  const reading = new Reading(declared);
  const fault = reading.body(body) ?? reading.headers(rawHeaders) ?? reading.missing();
  return fault ? { kind: "refused", ...fault } : { kind: "values", values: reading.values };
}

interface Fault {
  readonly param: string;
  readonly message: string;
}

const PREFIX = "x-pointsman-";
const JSON_HEADER = `${PREFIX}metadata`;

class Reading {
  readonly values: Record<string, string> = Object.create(null) as Record<string, string>;
  readonly #declared: DeclaredMetadata;
  /** By folded name. */
  readonly #names: ReadonlyMap<string, string>;
  /** Where each value was said. */
  readonly #places: Record<string, string> = Object.create(null) as Record<string, string>;

  constructor(declared: DeclaredMetadata) {
    this.#declared = declared;
    this.#names = namesOf(declared);
  }

  body(body: unknown): Fault | undefined {
    if (body === undefined || body === null) return undefined;
    if (!isObject(body)) return { param: "metadata", message: "metadata must be an object of texts." };
    const beside = Object.keys(body).filter((name) => !Object.hasOwn(this.#declared, name));
    if (beside.length > MOST_NAMES) return tooMany(beside.length);
    return (
      this.#members(Object.entries(body), { of: "metadata.", in: "the body's metadata" }) ??
      firstOf(beside, (name) => besideFault(name, body[name]))
    );
  }

  headers(raw: readonly string[]): Fault | undefined {
    for (let i = 0; i < raw.length; i += 2) {
      const header = raw[i]!;
      if (header.length <= PREFIX.length || header.slice(0, PREFIX.length).toLowerCase() !== PREFIX) continue;
      const fault = this.#header(header.toLowerCase(), utf8(raw[i + 1]!));
      if (fault) return fault;
    }
    return undefined;
  }

  missing(): Fault | undefined {
    return firstOf(Object.entries(this.#declared), ([name, field]) => {
      if (!field.required || Object.hasOwn(this.values, name)) return undefined;
      const message = `metadata.${name} is required: send ${expectedValue(field)}, in the body's metadata or in the header ${PREFIX}${name.toLowerCase()}.`;
      return { param: `metadata.${name}`, message };
    });
  }

  #header(header: string, value: string): Fault | undefined {
    if (header === JSON_HEADER) {
      const members = textsOf(value);
      if (members) return this.#members(members, { of: `${JSON_HEADER}: `, in: `the header ${JSON_HEADER}` });
      const message = `The header ${JSON_HEADER} must be a JSON object of texts, each name once, such as {"team":"support"}.`;
      return { param: JSON_HEADER, message };
    }
    const suffix = header.slice(PREFIX.length);
    const name = reservedNames.includes(suffix) ? undefined : this.#names.get(folded(suffix));
    return name === undefined ? undefined : this.#take(name, value, header, `the header ${header}`);
  }

  #members(entries: readonly (readonly [string, unknown])[], place: { of: string; in: string }): Fault | undefined {
    return firstOf(entries, ([name, value]) => {
      const meant = this.#names.get(folded(name));
      if (meant === undefined) return undefined;
      const param = place.of + shown(name);
      if (meant !== name) return { param, message: `${param} is written ${meant}: names differ by capital letters.` };
      return this.#take(name, value, param, place.in);
    });
  }

  #take(name: string, value: unknown, param: string, place: string): Fault | undefined {
    const fault = valueFault(this.#declared[name]!, value);
    if (fault !== undefined) return { param, message: `${param} ${fault}.` };
    const other = this.values[name];
    if (other !== undefined && other !== value) {
      const message = `metadata.${name} is given twice, with two values: in ${this.#places[name]} and in ${place}. Send it once.`;
      return { param, message };
    }
    this.values[name] = value as string;
    this.#places[name] = place;
    return undefined;
  }
}

/** Made once for each table. */
const known = new WeakMap<DeclaredMetadata, ReadonlyMap<string, string>>();

function namesOf(declared: DeclaredMetadata): ReadonlyMap<string, string> {
  const names = known.get(declared) ?? new Map(Object.keys(declared).map((name) => [folded(name), name]));
  known.set(declared, names);
  return names;
}

function besideFault(name: string, value: unknown): Fault | undefined {
  const param = `metadata.${shown(name)}`;
  if (name.length > MOST_NAME_LENGTH) {
    return { param, message: `${param}… has a name of more than ${MOST_NAME_LENGTH} characters.` };
  }
  const fault = valueFault({}, value);
  return fault === undefined ? undefined : { param, message: `${param} ${fault}.` };
}

function tooMany(count: number): Fault {
  const message = `metadata may have ${MOST_NAMES} names beside those that the policy declares, not ${count}.`;
  return { param: "metadata", message };
}

function firstOf<T>(items: readonly T[], fault: (item: T) => Fault | undefined): Fault | undefined {
  for (const item of items) {
    const found = fault(item);
    if (found) return found;
  }
  return undefined;
}

/** Letters that stand for the same one, such as `K` and the Kelvin sign, are the same. */
function folded(name: string): string {
  return name.toUpperCase().toLowerCase();
}

/** Headers are read as Latin-1; clients send UTF-8. */
function utf8(header: string): string {
  const bytes = Buffer.from(header, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : header;
}

/** The members of a JSON object of texts that has no name twice; undefined for anything else. */
function textsOf(json: string): [string, string][] | undefined {
  const value = parsed(json);
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === "string")) return undefined;
  // Two texts a member; a member that another one of its name has replaced leaves at least one more.
  const texts = json.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
  return texts.length === 2 * entries.length ? entries : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
