/** A schema of one of hundreds of names, in a form by which editors say of a name what it is, and not what all others are. */

export interface Named {
  readonly name: string;
  readonly about: string;
}

type Schema = Readonly<Record<string, unknown>>;

/** Nothing fits it. */
const never = "(?!)";

/**
 * Two alternatives: the first decides, tells `wrong` of what is none of the names, and describes the one that stands there; the
 * second fits nothing and lists them all, since editors complete from every alternative, and show those that fit.
 */
export function oneOfNames(names: readonly Named[], wrong: string): Schema {
  const list = names.map(({ name }) => name);
  return {
    type: "string",
    anyOf: [
      {
        if: { not: { enum: list } },
        // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema
        then: { pattern: never, patternErrorMessage: wrong },
        else: { allOf: described(names) },
      },
      { type: "string", enum: list, enumDescriptions: names.map(({ about }) => about), pattern: never },
    ],
  };
}

/** By what stands before the slash, so that few are looked at. */
function described(names: readonly Named[]): Schema[] {
  const groups = Map.groupBy(names, ({ name }) => name.slice(0, name.indexOf("/") + 1));
  return [...groups].map(([beginning, members]) => ({
    if: { pattern: beginning === "" ? "^[^/]*$" : `^${beginning.replace(/[^\w/-]/g, "\\$&")}` },
    // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema
    then: { allOf: members.map(oneName) },
  }));
}

function oneName({ name, about }: Named): Schema {
  // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema
  return { if: { const: name }, then: { description: about } };
}
