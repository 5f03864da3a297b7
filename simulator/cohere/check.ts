import { isObject, type JsonObject } from "../json.ts";
import { badRequest, RequestProblem } from "../problem.ts";

/**
 * The value as an object that has no other members than these.
 * @throws RequestProblem
 */
export function knownMembers(value: unknown, path: string, names: readonly string[]): JsonObject {
  if (!isObject(value)) return refuse(`${path || "the body"} must be an object`);
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown === undefined) return value;
  const place = path === "" ? unknown : `${path}.${unknown}`;
  const message = `unknown field: parameter '${place}' is not a valid field`;
  throw new RequestProblem({ kind: "bad-request", message, status: 422 });
}

/** @throws RequestProblem always */
export function refuse(message: string): never {
  return badRequest(`invalid request: ${message}`);
}
