/** What a deployment says of its model, where the catalog does not say it, or says otherwise. */
import type { ModelEntry, ProviderFile } from "../../../schemas/catalog.ts";
import type { OverlayModel, OverlayProvider } from "../../../schemas/overlay.ts";
import { defined, entries, field, truth } from "../../lower/read.ts";
import { outOfRange } from "../../overlay/price-bounds.ts";
import type { Findings } from "../findings.ts";
import { factsOfUnknown, type Likely } from "../likely-models.ts";
import { amount } from "../settings.ts";
import type { Endpoint, Places } from "./places.ts";
import { limitsOf } from "./target-limits.ts";

export interface AskedModel {
  /** On the wire. */
  readonly model: string;
  /** `base_model`: the model that a deployment is of. */
  readonly base: string | undefined;
  readonly provider: ProviderFile | undefined;
  /** Absent: the catalog's own place. */
  readonly place: OverlayProvider | undefined;
  readonly at: Endpoint;
}

export type OwnModel =
  | { readonly kind: "entry"; readonly entry: OverlayModel }
  /** Its context is left open. */
  | { readonly kind: "open"; readonly known: OverlayModel; readonly note?: string };

/** Undefined where the catalog says all of it. */
export function ownModel(asked: AskedModel, places: Places): OwnModel | undefined {
  const { model, base, provider, place, at } = asked;
  const { catalog, findings } = places;
  const holder = place === undefined || place.like !== undefined ? provider : undefined;
  const known = holder && catalog.model(holder.id, model);
  const based = base !== undefined && !known && holder ? catalog.model(holder.id, base) : undefined;
  if (based) findings.carried(field(at.info, "base_model"));
  const likely = known || based ? undefined : factsOfUnknown(model, base, holder, catalog);
  const said = saidOf(at, (known ?? based ?? likely?.model)?.price, known ?? based, findings);
  const limits = limitsOf(at, places);
  const entry: OverlayModel = { ...said, ...limits };
  if (known) return Object.keys(entry).length > 0 ? { kind: "entry", entry } : undefined;
  if (at.variable !== undefined) entry.name = `\${${at.variable}}`;
  if (based) return { kind: "entry", entry: { like: `${holder!.id}/${base}`, name: model, ...entry } };
  return unlisted(entry, likely, model);
}

function unlisted(entry: OverlayModel, likely: Likely | undefined, model: string): OwnModel {
  if (likely?.like !== undefined)
    return { kind: "entry", entry: { like: likely.like, name: model, ...likely.own, ...entry } };
  const whole = { ...likely?.own, ...entry };
  if (whole.context !== undefined) return { kind: "entry", entry: whole };
  return { kind: "open", known: whole, ...(likely?.note ? { note: likely.note } : {}) };
}

const capabilities: Readonly<Record<string, string>> = {
  supports_function_calling: "tools",
  supports_vision: "vision",
  supports_reasoning: "reasoning",
  supports_response_schema: "jsonSchema",
  supports_audio_input: "audioIn",
  supports_audio_output: "audioOut",
  supports_pdf_input: "pdf",
  supports_prompt_caching: "promptCaching",
};

/** What is equal to the catalog's word is not said again. */
function saidOf(
  { params, info }: Endpoint,
  listed: OverlayModel["price"],
  known: ModelEntry | undefined,
  findings: Findings,
): OverlayModel {
  const number = (name: string) => {
    const value = field(info, name) ?? field(params, name);
    const found = amount(value);
    if (found === undefined || found <= 0 || !Number.isInteger(found)) return undefined;
    findings.carried(value);
    return found;
  };
  const input = number("max_input_tokens") ?? (known ? undefined : (number("max_tokens") ?? number("context_window")));
  const output = number("max_output_tokens");
  const size = known
    ? { maxInput: input === (known.maxInput ?? known.context) ? undefined : input }
    : { context: input };
  const maxOutput = output === known?.maxOutput ? undefined : output;
  const caps = capsOf(info, known, findings);
  const price = priceOf({ params, info }, listed, findings);
  return defined({ ...size, maxOutput, caps, price }) as OverlayModel;
}

function capsOf(
  info: Endpoint["info"],
  known: ModelEntry | undefined,
  findings: Findings,
): Record<string, boolean> | undefined {
  const caps: Record<string, boolean> = {};
  for (const { name, value } of entries(info)) {
    const cap = capabilities[name];
    const said = truth(value);
    if (cap === undefined || said === undefined) continue;
    findings.carried(value);
    if (known?.caps?.[cap] !== said) caps[cap] = said;
  }
  return Object.keys(caps).length > 0 ? caps : undefined;
}

const rates = {
  input: "input_cost_per_token",
  output: "output_cost_per_token",
  cacheRead: "cache_read_input_token_cost",
  cacheWrite: "cache_creation_input_token_cost",
} as const;

/** USD per million tokens; undefined when it is absurd, incomplete, or the catalog's. */
function priceOf(
  { params, info }: Pick<Endpoint, "params" | "info">,
  listed: OverlayModel["price"],
  findings: Findings,
): OverlayModel["price"] {
  const price: Record<string, number> = {};
  const read = Object.entries(rates).flatMap(([rate, name]) => {
    const value = field(params, name) ?? field(info, name);
    const perToken = amount(value);
    if (perToken === undefined) return [];
    price[rate] = perMillion(perToken);
    return [value];
  });
  if (price.input === undefined || price.output === undefined) return undefined;
  if (outOfRange(price, listed).length > 0) return undefined;
  findings.carried(...read);
  const isListed = Object.entries(price).every(([rate, value]) => listed?.[rate as "input"] === value);
  return isListed ? undefined : price;
}

function perMillion(perToken: number): number {
  return Number((perToken * 1e6).toPrecision(9));
}
