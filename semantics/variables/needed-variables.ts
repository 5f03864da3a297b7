/** What a table needs of the machine that it is served on, beside the providers' keys: by variable, and for what. */
import type { Table, TableProvider } from "../../schemas/table.ts";
import { variablesIn } from "./variable-text.ts";

/**
 * Where a variable stands. `address`: it is the beginning of a URL, scheme and host included; `address-part`: what stands between
 * two parts of one; `header`: in a header that every request carries; `model`: in a model's name on the wire; `parameter`: in what a
 * policy's `set` fixes.
 */
export type VariablePlace =
  | { readonly what: "address" | "address-part"; readonly provider: string }
  | { readonly what: "header"; readonly provider: string; readonly name: string }
  | { readonly what: "model"; readonly provider: string; readonly target: string }
  | { readonly what: "parameter"; readonly name: string };

export interface NeededVariable {
  readonly name: string;
  /** At least one; each once. */
  readonly places: readonly VariablePlace[];
}

type Parts = Pick<Table, "providers" | "targets" | "plans">;

/** Sorted by name. Read by whatever looks before it serves, and by the runtime when it starts. */
export function neededVariables({ providers, targets, plans }: Parts): NeededVariable[] {
  const found = new Map<string, Map<string, VariablePlace>>();
  const add = (text: string, place: VariablePlace): void => {
    for (const name of variablesIn(text)) {
      const places = found.get(name) ?? new Map<string, VariablePlace>();
      found.set(name, places.set(JSON.stringify(place), place));
    }
  };
  for (const provider of providers) addProvider(provider, add);
  for (const { id, provider, model } of targets)
    add(model, { what: "model", provider: providers[provider]!.id, target: id });
  for (const { set = {} } of plans) {
    for (const [name, value] of Object.entries(set)) {
      if (typeof value === "string") add(value, { what: "parameter", name });
    }
  }
  const names = [...found.keys()].sort();
  return names.map((name) => ({ name, places: [...found.get(name)!.values()] }));
}

function addProvider(provider: TableProvider, add: (text: string, place: VariablePlace) => void): void {
  const { id } = provider;
  for (const url of addressesOf(provider)) {
    const whole = beginning(url);
    if (whole !== undefined) add(whole, { what: "address", provider: id });
    add(url.slice(whole?.length ?? 0), { what: "address-part", provider: id });
  }
  for (const [name, value] of Object.entries(provider.headers)) add(value, { what: "header", provider: id, name });
}

export function addressesOf({ chatUrl, chatStreamUrl, embeddingsUrl }: TableProvider): string[] {
  return [chatUrl, chatStreamUrl, embeddingsUrl].filter((url) => url !== undefined);
}

/** The variable that a URL begins with. */
function beginning(url: string): string | undefined {
  return /^\$\{\w+\}/.exec(url)?.[0];
}

/** In words, such as: the address of `inference`. */
export function placeWords(place: VariablePlace): string {
  switch (place.what) {
    case "address":
      return `the address of the provider "${place.provider}"`;
    case "address-part":
      return `a part of the address of the provider "${place.provider}"`;
    case "header":
      return `the header ${place.name} for the provider "${place.provider}"`;
    case "model":
      return `the name by which "${place.target}" is asked`;
    case "parameter":
      return `the parameter \`${place.name}\` that the policy sets`;
    default:
      return place satisfies never;
  }
}
