import { isObject, type JsonObject } from "../json.ts";
import { badRequest } from "../problem.ts";

/**
 * The value as an object that has no other members than these.
 * @throws RequestProblem
 */
export function knownMembers(value: unknown, path: string, names: readonly string[]): JsonObject {
  const where = path === "" ? "#" : `#/${path.replaceAll(".", "/")}`;
  if (!isObject(value)) return badRequest(`Malformed input request: ${where}: expected type: JSONObject.`);
  for (const name of Object.keys(value)) {
    if (!names.includes(name)) {
      badRequest(
        `Malformed input request: ${where}: extraneous key [${name}] is not permitted, please reformat your input and try again.`,
      );
    }
  }
  return value;
}

/**
 * The one member of a value that has exactly one of these.
 * @throws RequestProblem
 */
export function onlyMember(value: unknown, object: string, path: string, names: readonly string[]): [string, unknown] {
  const given = Object.entries(isObject(value) ? value : {});
  const [first] = given;
  if (given.length === 1 && first !== undefined && names.includes(first[0])) return first;
  return badRequest(`The ${object} object at ${path} must set one of the following keys: ${names.join(", ")}.`);
}

/** @throws RequestProblem always */
export function constraint(value: unknown, path: string, rule: string): never {
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  return badRequest(
    `1 validation error detected: Value '${shown}' at '${path}' failed to satisfy constraint: Member must ${rule}`,
  );
}

/** What the model says of a request that the service let through. */
export function modelRefuses(message: string): never {
  return badRequest(`The model returned the following errors: ${message}`);
}
