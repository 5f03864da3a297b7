import type { ProviderFile } from "../../../schemas/catalog.ts";

/** What a provider takes of parameters is of its own dialect. */
const ofItsDialect: readonly (keyof ProviderFile)[] = [
  "accepts",
  "controls",
  "parameters",
  "developerRole",
  "zeroRetention",
];

/** The provider as it is asked for models of this format: under another name, in another dialect, on the same account. */
export function inFormat(provider: ProviderFile, format: string | undefined): ProviderFile {
  const found = format === undefined ? undefined : provider.formats?.[format];
  if (found === undefined) return provider;
  const { id, account = id } = provider;
  const common = { ...provider };
  for (const name of ofItsDialect) delete common[name];
  return { ...common, ...found, id: `${id}@${format}`, account };
}
