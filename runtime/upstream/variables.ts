/** The variables that a table needs, as the machine has them. A value is told nobody: messages name variable and place. */
import type { NeededVariable, VariablePlace } from "../../semantics/variables/needed-variables.ts";
import { placeWords } from "../../semantics/variables/needed-variables.ts";
import { RuntimeError } from "../runtime-error.ts";
import type { Environment } from "./environment.ts";
import { readReference } from "./secret.ts";

/** What is wrong with one of them. */
export interface VariableFault {
  readonly variable: string;
  readonly code: "missing-variable" | "bad-variable";
  readonly message: string;
}

export interface VariablesRead {
  /** Of those that are right. */
  readonly values: ReadonlyMap<string, string>;
  readonly faults: readonly VariableFault[];
}

/** Each of them, whatever is wrong with others. */
export function readVariables(needed: readonly NeededVariable[], env: Environment): VariablesRead {
  const values = new Map<string, string>();
  const faults: VariableFault[] = [];
  for (const { name, places } of needed) {
    const found = read(name, places, env);
    if (typeof found === "string") values.set(name, found);
    else faults.push({ variable: name, ...found });
  }
  return { values, faults };
}

function read(
  name: string,
  places: readonly VariablePlace[],
  env: Environment,
): string | Omit<VariableFault, "variable"> {
  const where = places.map(placeWords).join(", and ");
  let value: string | undefined;
  try {
    value = readReference(name, env)?.value;
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    return { code: "bad-variable", message: error.message };
  }
  if (!value)
    return { code: "missing-variable", message: `${name} is not set: it is ${where}. Set it in the environment.` };
  for (const place of places) {
    const wrong = faultIn(value, place);
    if (wrong !== undefined) return { code: "bad-variable", message: `${name} is ${placeWords(place)}, and ${wrong}` };
  }
  return value;
}

/** Parameters of this length are taken from clients, too. */
const MOST_PARAMETER = 1_024;

function faultIn(value: string, place: VariablePlace): string | undefined {
  switch (place.what) {
    case "address":
      return faultInAddress(value);
    case "address-part":
      if (/^[\w.~:-]+$/.test(value)) return undefined;
      return "has a sign that would change where requests go. It may have letters, digits and `.`, `-`, `_`, `~`, `:`.";
    case "header":
    case "model":
      if (/^[ -~]+$/.test(value)) return undefined;
      return "holds a sign that cannot be sent there. It may have letters, digits and signs of ASCII.";
    case "parameter":
      return value.length <= MOST_PARAMETER ? undefined : `has more than ${MOST_PARAMETER} characters.`;
    default:
      return place satisfies never;
  }
}

function faultInAddress(value: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || !/^https?:\/\/./i.test(value)) {
    return "is no http(s) URL. Write it whole, such as http://inference.internal:8000/v1.";
  }
  if (url.username || url.password) return "names a user or a password. Write a key where `auth` reads it.";
  if (url.search || url.hash || /[?#]/.test(value)) return "has a query or a fragment. Write it up to the path.";
  return undefined;
}
