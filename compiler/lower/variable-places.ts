/** Where `${NAME}` and `env("NAME")` may stand: in what is only sent on, of which nothing is proved. */
import { chatParameters } from "../../schemas/parameters/chat.ts";
import { embeddingsParameters } from "../../schemas/parameters/embeddings.ts";
import type { Parameter } from "../../schemas/parameters/parameter.ts";
import { variablesIn, wholeVariable } from "../../semantics/variables/variable-text.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { variablePlace } from "../diagnostics/syntax/variable-place.ts";
import type { Field, Value } from "../load/value.ts";
import { textWithVariables } from "../load/variable.ts";
import { text } from "./read.ts";

export interface Placed {
  /** Where a variable cannot stand, a finding is in its place. */
  readonly root: Value;
  readonly diagnostics: readonly Diagnostic[];
}

/** `place`: a variable may stand there; `text`: what looks like one is a text like others; `value`: it may not. */
type Kind = "place" | "text" | "value";

export function placeVariables(root: Value, kindOf: (path: readonly string[]) => Kind): Placed {
  const diagnostics: Diagnostic[] = [];
  const walk = (value: Value, path: readonly string[]): Value => {
    if (value.kind === "list") {
      const items = value.items.map((item, index) => walk(item, [...path, `${index}`]));
      return items.some((item, index) => item !== value.items[index]) ? { ...value, items } : value;
    }
    if (value.kind === "record") {
      const fields = new Map<string, Field>();
      let isSame = true;
      for (const [name, field] of value.fields) {
        const inner = walk(field.value, [...path, name]);
        isSame &&= inner === field.value;
        fields.set(name, { ...field, value: inner });
      }
      return isSame ? value : { ...value, fields };
    }
    const found = variableAt(value, kindOf, path);
    if (found === undefined) return value;
    const instead = insteadOf(found, path);
    diagnostics.push(diagnose(variablePlace, { text: found, path: path.join("."), instead }, value.origin));
    return { kind: "invalid", origin: value.origin };
  };
  return { root: walk(root, []), diagnostics };
}

/** The text with a variable that cannot stand there. */
function variableAt(
  value: Value,
  kindOf: (path: readonly string[]) => Kind,
  path: readonly string[],
): string | undefined {
  const written = textWithVariables(value);
  if (written !== undefined) return kindOf(path) === "place" ? undefined : written;
  const plain = text(value);
  if (plain === undefined || !plain.includes("${") || kindOf(path) !== "value") return undefined;
  const isOne = path.at(-2) === "set" ? variablesIn(plain).length > 0 : wholeVariable(plain) !== undefined;
  return isOne ? plain : undefined;
}

const passedOn: ReadonlySet<string> = new Set(
  [...Object.entries<Parameter>(chatParameters), ...Object.entries<Parameter>(embeddingsParameters)].flatMap(
    ([name, { type, effect, reserved }]) => (type.kind === "text" && effect === "none" && !reserved ? [name] : []),
  ),
);

/** Keys whose texts are read by people, by models, or as conditions. */
const texts: ReadonlySet<string> = new Set(["when", "every", "some", "sensitive", "per", "message", "rubric"]);

export function policyPlace(path: readonly string[]): Kind {
  const set = path.lastIndexOf("set");
  if (path[0] === "routes" && set > 0) {
    if (set < path.length - 2) return "text";
    return passedOn.has(path.at(-1)!) ? "place" : "value";
  }
  return texts.has(path.at(-1) ?? "") ? "text" : "value";
}

export function overlayPlace([section, _, key, ...rest]: readonly string[]): Kind {
  if (key === "baseUrl" && rest.length === 0) return "place";
  if (key === "variables" && rest.length === 1) return "place";
  if (section === "providers" && key === "headers" && rest.length === 1) return "place";
  return section === "models" && key === "name" && rest.length === 0 ? "place" : "value";
}

/** A key is never in a table: its variable is named. */
function insteadOf(written: string, path: readonly string[]): string | undefined {
  const name = wholeVariable(written);
  const isKey = path.at(-3) === "auth" && path.at(-2) === "env";
  return isKey && name !== undefined ? `Names of variables stand here as they are: \`${name}\`.` : undefined;
}
