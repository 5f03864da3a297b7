/** What a client asks for by a provider's own header, as far as the catalog knows it to change neither price nor place. */
import type { TableProvider } from "../../schemas/table.ts";

/** A name and a value, or nothing. `rawHeaders`: names and values by turns, as they came. */
export function betaHeaders({ betas }: Pick<TableProvider, "betas">, rawHeaders: readonly string[]): string[] {
  const known = betas === undefined || betas.inBody ? [] : knownBetas(betas, rawHeaders);
  return known.length === 0 ? [] : [betas!.header, known.join(",")];
}

/** Each once, in the client's order. */
export function knownBetas(betas: NonNullable<TableProvider["betas"]>, rawHeaders: readonly string[]): string[] {
  const asked: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]!.toLowerCase() !== betas.header) continue;
    for (const name of rawHeaders[i + 1]!.split(",")) asked.push(name.trim());
  }
  return [...new Set(asked.filter((name) => betas.names.includes(name)))];
}
