/** The members at the top of a body, held against the endpoint's list of parameters. */
import { responsesParameters } from "../../../schemas/parameters/responses.ts";
import { allows, expected } from "../../../semantics/parameters/expected.ts";
import { caseTwins } from "../../../semantics/parameters/names.ts";
import { BadRequest, type JsonObject } from "../body-checks.ts";

const twinOf = caseTwins(Object.keys(responsesParameters));

/** Throws the `BadRequest` that names the first member which is misspelled, refused, of a wrong type, or out of bounds. */
export function checkParameters(body: JsonObject): void {
  for (const [name, value] of Object.entries(body)) {
    const meant = twinOf(name);
    if (meant !== undefined) throw new BadRequest(name, `must be written "${meant}".`);
    if (value === null || !isListed(name)) continue;
    const { type, refused } = responsesParameters[name]!;
    if (refused !== undefined && value !== false) throw new BadRequest(name, refused);
    // What is wrong with metadata is said where the names are known that the policy declares.
    if (name !== "metadata" && !allows(type, value)) throw new BadRequest(name, `must be ${expected(type)}.`);
  }
}

export function isListed(name: string): boolean {
  return Object.hasOwn(responsesParameters, name);
}

/** Names of listed members that are given and left out, whoever answers. */
export function leftOut(body: JsonObject): string[] {
  return Object.entries(responsesParameters)
    .filter(
      ([name, { leftOut: unless }]) =>
        unless && (body[name] ?? undefined) !== undefined && !unless.includes(body[name]),
    )
    .map(([name]) => name);
}

/** A word of a closed set, or nothing. */
export function word<T extends string>(value: unknown, path: string, words: readonly T[]): T | undefined {
  if (value === undefined || value === null) return undefined;
  const found = words.find((each) => each === value);
  if (found === undefined) throw new BadRequest(path, `must be one of ${words.join(", ")}.`);
  return found;
}

const twins = new Map<readonly string[], (name: string) => string | undefined>();

/** Members of an object whose names are known: one that differs from them in case alone is refused. */
export function checkNames(value: JsonObject, path: string, names: readonly string[]): void {
  let twin = twins.get(names);
  if (twin === undefined) {
    twin = caseTwins(names);
    twins.set(names, twin);
  }
  for (const name of Object.keys(value)) {
    const meant = twin(name);
    if (meant !== undefined) throw new BadRequest(`${path}.${name}`, `must be written "${meant}".`);
  }
}
