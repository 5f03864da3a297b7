import type { ProviderFile } from "../../../schemas/catalog.ts";

/** The provider as it is asked for models of this format: under another name, in another dialect, on the same account. What the provider takes of parameters is of its own dialect. */
export function inFormat(provider: ProviderFile, format: string | undefined): ProviderFile {
  const found = format === undefined ? undefined : provider.formats?.[format];
  if (found === undefined) return provider;
  const {
    id,
    account,
    accepts: _,
    controls: __,
    parameters: ___,
    developerRole: ____,
    zeroRetention: _____,
    ...rest
  } = provider;
  return { ...rest, ...found, id: `${id}@${format}`, account: account ?? id };
}
