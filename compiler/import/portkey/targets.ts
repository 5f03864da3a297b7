/** One target of a Portkey config as a target of ours. */
import { closest } from "../../diagnostics/closest.ts";
import type { Value } from "../../load/value.ts";
import { text as textOf } from "../../lower/read.ts";
import { type DraftText, text } from "../draft.ts";
import type { ImportInput } from "../import-input.ts";
import { type ProviderNames, providerId } from "../model-names.ts";
import { part } from "./parts.ts";
import providerNames from "./provider-names.json" with { type: "json" };

const names: ProviderNames = providerNames;

/** Undefined, and said, when the provider or the model is left to the request. */
export function targetOf(value: Value, { catalog, findings }: ImportInput): DraftText | undefined {
  const written = part(part(value, "override_params"), "model");
  const model = textOf(written);
  if (!written || model === undefined) {
    const why = "it takes the model from the request, and a target is one model";
    findings.notCarriedOver(
      "this target",
      why,
      value.origin,
      "Name a model under `override_params`, and import again.",
    );
    return undefined;
  }
  const slug = /^@([^/]+)\/(.+)$/.exec(model);
  const provider = textOf(part(value, "provider"));
  const virtualKey = slug?.[1] ?? /^@(.+)$/.exec(provider ?? "")?.[1] ?? textOf(part(value, "virtual_key"));
  const known = provider !== undefined && !provider.startsWith("@") ? providerId(provider, names, catalog) : undefined;
  const id = known ?? (virtualKey === undefined ? names.unnamed : guess(virtualKey, catalog.providerIds()));
  if (virtualKey !== undefined) {
    const why = known ? "the provider's key comes from the environment" : `it is taken for a key of \`${id}\``;
    const where = part(value, "virtual_key") ?? part(value, "provider") ?? written;
    findings.notCarriedOver(`the key \`${virtualKey}\``, why, where.origin);
  }
  return text(`${id}/${slug?.[2] ?? model}`, written.origin.span);
}

/** The provider that a key is named after, such as `openai-prod`. */
function guess(virtualKey: string, ids: readonly string[]): string {
  const words = virtualKey.toLowerCase().split(/[^a-z0-9]+/);
  const theirs = Object.keys(names.ours).find((name) => virtualKey.toLowerCase().includes(name));
  const ours = theirs ? names.ours[theirs] : ids.find((id) => words.includes(id));
  return ours ?? closest(words[0] ?? "", ids) ?? words[0] ?? "unknown";
}
