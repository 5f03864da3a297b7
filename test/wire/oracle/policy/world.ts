/** Providers that are not there, with models of random windows and prices: what a policy's overlay says of them. */
import type { Random } from "../../../agreement/random.ts";
import type { SpokenDialect } from "../upstream/dialects/upstream-dialects.ts";
import { type Price, randomPrice } from "./random-price.ts";
import { randomTakes, type Takes } from "./takes.ts";
import { wireFacts } from "./wire-facts.ts";

export interface WireProvider {
  readonly id: string;
  readonly dialect: SpokenDialect;
  /** It hands requests on, and takes these, which are in no list: knobs, and what would choose another model. */
  readonly beside?: { readonly accepts: readonly string[]; readonly controls: readonly string[] };
  readonly law: string;
  /** Members by which it keeps nothing. */
  readonly keepsNothing: Readonly<Record<string, unknown>>;
  /** Providers of one account are paid, limited and locked out together: they share a host and a key. */
  readonly account: string;
  /** What it lets be asked in a time, which is more than anyone asks. */
  readonly limits?: Readonly<Record<string, unknown>>;
  /** The catalog's provider that it is like: requests are signed, where no key is set. */
  readonly signs?: "bedrock";
}

export interface WireModel {
  /** `provider/model` */
  readonly id: string;
  readonly provider: WireProvider;
  /** On the wire. */
  readonly name: string;
  readonly context: number;
  readonly maxInput?: number;
  readonly maxOutput?: number;
  readonly caps: Readonly<Record<string, boolean>>;
  readonly price: Price;
  /** Of one that makes embeddings: numbers of a vector. */
  readonly dims?: number;
  /** The one name under which it takes the output limit. */
  readonly limitName?: "max_tokens";
  readonly takes?: Takes;
}

export interface World {
  readonly models: readonly WireModel[];
  /** Text of `catalog.yaml`; `origins` are the addresses of the accounts. */
  overlay(origins: Readonly<Record<string, string>>): string;
}

const provider = (id: string, dialect: WireProvider["dialect"], law: string, account = id): WireProvider => ({
  id,
  dialect,
  law,
  account,
  keepsNothing: dialect === "openai" || dialect === "openai-responses" ? { store: false } : {},
});

/** Members within a member. */
const denied = { provider: { data_collection: "deny" } };
const aggregator = { accepts: ["top_k"], controls: ["models", "route", "provider", "plugins", "preset"] };

const plenty = [
  { requests: 1e6, inputTokens: 1e12, outputTokens: 1e12, window: "second" },
  { tokens: 1e15, window: "day" },
];

export const providers: readonly WireProvider[] = [
  provider("alder", "openai", "US"),
  { ...provider("birch", "openai", "DE"), limits: { limits: plenty } },
  provider("cedar", "anthropic", "FR"),
  { ...provider("dogwood", "openai", "CN"), beside: aggregator, keepsNothing: denied },
  { ...provider("elm", "anthropic", "US"), limits: { accountLimits: plenty } },
  provider("fir", "openai", "DE"),
  provider("gorse", "openai", "US", "alder"),
  { ...provider("hazel", "openai", "FR"), beside: aggregator, keepsNothing: denied },
  { ...provider("ivy", "gemini", "US"), limits: { limits: plenty, accountLimits: plenty } },
  provider("juniper", "azure-openai", "DE"),
  provider("kapok", "vertex", "FR"),
  provider("larch", "bedrock-converse", "US"),
  provider("maple", "cohere", "FR"),
  provider("nutmeg", "ollama", "DE"),
  provider("oak", "openai-responses", "FR"),
  provider("poplar", "vertex@anthropic", "DE"),
  provider("quince", "vertex@mistral", "FR"),
  provider("rowan", "vertex@openai", "US"),
  { ...provider("spruce", "bedrock-converse", "DE"), signs: "bedrock" },
];

/** Hosts: one for all providers of an account. */
export const accounts: readonly string[] = [...new Set(providers.map(({ account }) => account))];

export function worldOf(models: readonly WireModel[]): World {
  return { models, overlay: (origins) => JSON.stringify(overlayOf(models, origins), null, 1) };
}

/** A model that can do everything. */
export function capableModel(providerId: string, i: number, own: Partial<WireModel>): WireModel {
  const of = providers.find(({ id }) => id === providerId)!;
  const price = { input: 1, output: 4 };
  const able = { id: `${of.id}/m${i}`, provider: of, name: `m${i}`, context: 131_072, caps: allOf(true), price };
  return { ...able, ...limited(of), ...own };
}

/** The same at each provider that makes embeddings, so that vectors can be compared. */
export function embeddingModel(of: WireProvider, price: Price): WireModel {
  const name = of.dialect === "bedrock-converse" ? "amazon.titan-embed-e0" : `deployed-${of.id}-e0`;
  return { id: `${of.id}/e0`, provider: of, name, context: 8_192, caps: {}, price, dims: 4 };
}

export const embedders: readonly WireProvider[] = providers.filter(
  ({ dialect }) => wireFacts[dialect].paths.embeddings !== undefined,
);

/** What is like a model of the catalog has its limit unless it says another. */
function limited({ dialect }: WireProvider): Pick<WireModel, "maxOutput"> {
  return wireFacts[dialect].like ? { maxOutput: 4_000 } : {};
}

export function randomWorld(random: Random, now: Date): World {
  const isCapable = random.once(2);
  const make = (of: WireProvider, i: number) => {
    const model = randomModel(random, of, i, now);
    return isCapable ? { ...model, ...capable(random) } : model;
  };
  const models = providers.flatMap((of) => random.list(1 + random.integer(2), (i) => make(of, i)));
  const price = () => ({ input: random.pick([0.02, 0.13, 2]) });
  return worldOf([...models, ...embedders.filter(() => random.once(2)).map((of) => embeddingModel(of, price()))]);
}

/** Whatever a request needs they can do, so that any of them may serve while others fail. */
function capable(random: Random): Pick<WireModel, "caps" | "context"> {
  return { caps: allOf(!random.once(3)), context: 131_072 };
}

function allOf(speaks: boolean): Record<string, boolean> {
  const all = ["tools", "vision", "audioIn", "audioOut", "jsonSchema", "jsonMode", "reasoning", "pdf"];
  return Object.fromEntries(all.map((name) => [name, speaks || !name.startsWith("audio")]));
}

const windows = [4_000, 8_192, 16_384, 131_072];

function randomModel(random: Random, of: WireProvider, i: number, now: Date): WireModel {
  const context = random.pick(windows);
  const caps = {
    tools: !random.once(6),
    vision: !random.once(4),
    audioIn: isOpenai(of) ? random.once(2) : random.once(3),
    audioOut: isOpenai(of) && random.once(3),
    jsonSchema: !random.once(5),
    reasoning: random.once(2),
  };
  const maxOutput =
    random.once(4) && !wireFacts[of.dialect].like
      ? undefined
      : random.pick([256, 1_000, 2_000, 4_000].filter((most) => most < context));
  const maxInput = random.once(4) ? context - (maxOutput ?? 0) : undefined;
  return {
    id: `${of.id}/m${i}`,
    provider: of,
    name: random.once(3) ? `deployed-${of.id}-${i}` : `m${i}`,
    context,
    ...(maxInput !== undefined && { maxInput }),
    ...(maxOutput !== undefined && { maxOutput }),
    caps,
    price: randomPrice(random, now),
    ...(isOpenai(of) && random.once(3) && { limitName: "max_tokens" as const }),
    ...(!wireFacts[of.dialect].like && random.once(3) && { takes: randomTakes(random) }),
  };
}

function isOpenai({ dialect }: WireProvider): boolean {
  return dialect === "openai" || dialect === "azure-openai";
}

function overlayOf(models: readonly WireModel[], origins: Readonly<Record<string, string>>): object {
  const entries = providers.map(({ id, dialect, law, account, beside, limits, signs, keepsNothing: zeroRetention }) => {
    const { paths, header, scheme, like } = wireFacts[dialect];
    const auth = { header, ...(scheme && { scheme }), env: [keyName(account)] };
    const place = { baseUrl: `${origins[account]}/${id}`, jurisdiction: law };
    if (signs) return [id, { like: signs, account, zeroRetention, ...place }];
    if (like) return [id, { like: like.provider, account, auth, ...place, ...limits }];
    return [id, { dialect, paths, auth, zeroRetention, ...place, ...beside, ...limits }];
  });
  return { providers: Object.fromEntries(entries), models: Object.fromEntries(models.map(modelEntry)) };
}

function modelEntry({
  id,
  provider: { dialect },
  name,
  context,
  caps,
  price,
  dims,
  ...own
}: WireModel): [string, object] {
  if (dims !== undefined) return [id, { kind: "embedding", name, context, dims, price, zeroRetention: {} }];
  const { maxInput, maxOutput, limitName, takes } = own;
  const rename = limitName && { rename: { max_completion_tokens: limitName } };
  const parameters = (rename || takes) && { parameters: { ...rename, ...takes } };
  const like = wireFacts[dialect].like?.model;
  return [
    id,
    { ...(like && { like, zeroRetention: {} }), name, context, maxInput, maxOutput, caps, price, ...parameters },
  ];
}

/** The variable that holds the account's key. */
export function keyName(account: string): string {
  return `${account.toUpperCase()}_KEY`;
}
