import { isObject, type JsonObject } from "../json.ts";
import { badRequest } from "../problem.ts";

/**
 * The value as an object that has no other members than these.
 * @throws RequestProblem
 */
export function knownMembers(value: unknown, path: string, names: readonly string[]): JsonObject {
  if (!isObject(value))
    return badRequest(path === "" ? "The request body is not a JSON object" : `${path}: Input should be an object`);
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  return unknown === undefined
    ? value
    : badRequest(`${path === "" ? "" : `${path}.`}${unknown}: Extra inputs are not permitted`);
}
