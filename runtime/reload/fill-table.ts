/** A table with the values of its variables in place of their names. It is kept in memory alone. */
import type { Table, TableProvider } from "../../schemas/table.ts";
import { neededVariables } from "../../semantics/variables/needed-variables.ts";
import { filledText } from "../../semantics/variables/variable-text.ts";
import { RuntimeError } from "../runtime-error.ts";
import type { Environment } from "../upstream/environment.ts";
import { readVariables } from "../upstream/variables.ts";

/**
 * Throws one `RuntimeError` that names every variable that is missing or malformed. Providers that a simulator stands in for need
 * none of theirs, and where it stands in for all nothing else does.
 */
export function filledTable(table: Table, env: Environment, standIns: Readonly<Record<string, string>>): Table {
  const isSimulated = (id: string): boolean => Object.hasOwn(standIns, id);
  const isAll = table.providers.every(({ id }) => isSimulated(id));
  const needed = neededVariables(table).flatMap(({ name, places }) => {
    const real = places.filter((place) => (place.what === "parameter" ? !isAll : !isSimulated(place.provider)));
    return real.length > 0 ? [{ name, places: real }] : [];
  });
  const { values, faults } = readVariables(needed, env);
  const [first] = faults;
  if (first) throw new RuntimeError(first.code, faults.map(({ message }) => message).join("\n"));
  const filled = withValues(table, values, isSimulated);
  for (const provider of filled.providers) checkAddress(provider, table);
  return filled;
}

/** What is not known is what it is called. */
function withValues(table: Table, values: ReadonlyMap<string, string>, isSimulated: (id: string) => boolean): Table {
  const fill = (text: string): string => filledText(text, (name) => values.get(name) ?? name);
  const address = (url: string, id: string): string =>
    filledText(url, (name, at) => {
      const value = values.get(name);
      if (at > 0) return value ?? name;
      return value?.replace(/\/+$/, "") ?? (isSimulated(id) ? "http://simulated.invalid" : name);
    });
  const provider = (one: TableProvider): TableProvider => {
    const { id, chatUrl, chatStreamUrl, embeddingsUrl, headers } = one;
    return {
      ...one,
      chatUrl: address(chatUrl, id),
      ...(chatStreamUrl !== undefined && { chatStreamUrl: address(chatStreamUrl, id) }),
      ...(embeddingsUrl !== undefined && { embeddingsUrl: address(embeddingsUrl, id) }),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)])),
    };
  };
  const setting = (value: unknown): unknown => (typeof value === "string" ? fill(value) : value);
  const entries = (set: Record<string, unknown>) => Object.entries(set).map(([name, value]) => [name, setting(value)]);
  return {
    ...table,
    providers: table.providers.map(provider),
    targets: table.targets.map((target) => ({ ...target, model: fill(target.model) })),
    plans: table.plans.map((plan) => (plan.set ? { ...plan, set: Object.fromEntries(entries(plan.set)) } : plan)),
  };
}

/** Each part was right, and the whole may still be none. */
function checkAddress({ id, chatUrl }: TableProvider, { providers }: Table): void {
  if (URL.canParse(chatUrl.replaceAll("{model}", "model"))) return;
  const written = providers.find((one) => one.id === id)!.chatUrl;
  const message = `The address of the provider "${id}" is no URL with what the variables of this machine say: ${written}`;
  throw new RuntimeError("bad-variable", message);
}
