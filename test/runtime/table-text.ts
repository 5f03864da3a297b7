/** Decision tables for tests: rules are left out, every route has one plan. */
import type { DialectName } from "../../schemas/dialects.ts";
import {
  TABLE_VERSION,
  type Table,
  type TableProvider,
  type TableRoute,
  type TableTarget,
} from "../../schemas/table.ts";
import { tableHash } from "../../schemas/table-hash.ts";
import type { TableJudge } from "../../schemas/table-shadow.ts";

export interface TargetSpec extends Partial<TableTarget> {
  dialect: DialectName;
}

export interface RouteSpec extends Partial<Omit<TableRoute, "name" | "limits">> {
  /** Names of targets, in order. */
  use?: string[];
  reject?: { status: number; message: string };
  /** Where a failure leads, in place of the next target. */
  failing?: { class: string; use: string[] };
  /** Names of targets, in order. */
  shadow?: { use: string[]; share: number; judge?: { model: string; rubric: string; mostAnswer: number } };
  /** Of its cache. */
  judge?: { model: string; rubric: string; mostAnswer: number };
  limits?: Partial<TableRoute["limits"]>;
}

export interface TableSpec {
  /** By `provider/model`; the provider has the dialect of its first target. */
  targets: Record<string, TargetSpec>;
  routes: Record<string, RouteSpec>;
  metadata?: Table["metadata"];
  /** What is other than usual of a provider. */
  providers?: Record<string, Partial<TableProvider>>;
}

export function tableText(spec: TableSpec): string {
  const names = Object.keys(spec.targets);
  const providers = [...new Set(names.map((name) => name.split("/")[0]!))];
  const dialectOf = (provider: string) => spec.targets[names.find((name) => name.startsWith(`${provider}/`))!]!.dialect;
  const plans: Table["plans"] = [];
  const table: Table = {
    format: "pointsman-table",
    version: TABLE_VERSION,
    hash: "",
    compiler: "test",
    features: ["table/1"],
    catalogAsOf: "2026-01-02",
    metadata: spec.metadata ?? {},
    providers: providers.map((id) => ({ ...providerOf(id, dialectOf(id)), ...spec.providers?.[id] })),
    targets: names.map((id) => targetOf(id, providers.indexOf(id.split("/")[0]!), spec.targets[id]!)),
    plans,
    routes: Object.entries(spec.routes).map(([name, route]) => {
      const { use = [], failing, reject, shadow, judge: check, limits, ...rest } = route;
      const indexes = (ids: string[]) => ids.map((target) => names.indexOf(target));
      const judge = shadow?.judge && judgeOf(shadow.judge, plans, indexes);
      if (shadow) plans.push(planOf(indexes(shadow.use)));
      const beside = shadow && { shadow: { plan: plans.length - 1, share: shadow.share, ...(judge && { judge }) } };
      const checked = check && { judge: judgeOf(check, plans, indexes) };
      const led = failing && { failing: { [failing.class]: { plan: plans.push(planOf(indexes(failing.use))) - 1 } } };
      if (!reject) plans.push({ ...planOf(indexes(use)), ...beside, ...checked, ...led });
      const otherwise = reject ? { reject } : { plan: plans.length - 1 };
      const all = { deadline: 5_000, idle: 2_000, ...limits };
      return { name, rules: [], boxes: [], columns: [], vectors: [], max: {}, ...rest, otherwise, limits: all };
    }),
  };
  table.hash = tableHash(table);
  return JSON.stringify(table);
}

function judgeOf(
  { model, ...rest }: NonNullable<NonNullable<RouteSpec["shadow"]>["judge"]>,
  plans: Table["plans"],
  indexes: (ids: string[]) => number[],
): TableJudge {
  return { plan: plans.push(planOf(indexes([model]))) - 1, ...rest };
}

function planOf(chain: number[]): Table["plans"][number] {
  const targets = [...new Set(chain)].sort((a, b) => a - b);
  return { targets, order: chain.length === 1 ? chain[0]! : { chain } };
}

const cloud = "/v1/projects/p/locations/l/publishers/google/models/{model}";

/** Where each dialect is asked; for streams by another name, where it has one. */
const paths: Readonly<Record<DialectName, readonly [whole: string, stream?: string]>> = {
  openai: ["/v1/chat/completions"],
  "openai-responses": ["/v1/responses"],
  "azure-openai": ["/openai/v1/chat/completions"],
  anthropic: ["/v1/messages"],
  gemini: ["/v1beta/models/{model}:generateContent", "/v1beta/models/{model}:streamGenerateContent?alt=sse"],
  vertex: [`${cloud}:generateContent`, `${cloud}:streamGenerateContent?alt=sse`],
  "bedrock-converse": ["/model/{model}/converse", "/model/{model}/converse-stream"],
  cohere: ["/v2/chat"],
  ollama: ["/api/chat"],
};

const embeddingsPaths: Readonly<Partial<Record<DialectName, string>>> = {
  openai: "/v1/embeddings",
  "azure-openai": "/openai/v1/embeddings",
  gemini: "/v1beta/models/{model}:batchEmbedContents",
  vertex: `${cloud}:predict`,
  "bedrock-converse": "/model/{model}/invoke",
  cohere: "/v2/embed",
  ollama: "/api/embed",
};

/** Of those that take no bearer. */
const keyHeaders: Readonly<Partial<Record<DialectName, string>>> = {
  anthropic: "x-api-key",
  "azure-openai": "api-key",
  gemini: "x-goog-api-key",
};

function providerOf(id: string, dialect: DialectName): TableProvider {
  const [whole, stream] = paths[dialect];
  const embeddings = embeddingsPaths[dialect];
  const header = keyHeaders[dialect];
  return {
    id,
    dialect,
    chatUrl: `https://${id}.example${whole}`,
    ...(stream !== undefined && { chatStreamUrl: `https://${id}.example${stream}` }),
    ...(embeddings !== undefined && { embeddingsUrl: `https://${id}.example${embeddings}` }),
    auth: {
      header: header ?? "authorization",
      ...(header === undefined && { scheme: "Bearer" }),
      env: [`${id.toUpperCase()}_KEY`],
    },
    headers: { "anthropic-version": "2023-06-01" },
  };
}

function targetOf(id: string, provider: number, { dialect: _, ...rest }: TargetSpec): TableTarget {
  const price = { input: 2, output: 8 };
  return { id, provider, model: id.split("/")[1]!, context: 100_000, lacks: [], price, parameters: {}, ...rest };
}
