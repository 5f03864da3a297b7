import type { Catalog } from "../compiler/load/catalog/open-catalog.ts";
import type { ModelEntry } from "../schemas/catalog.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { catalogOptions, openedCatalog, usable } from "./catalog-opened.ts";
import { columns } from "./columns.ts";
import type { Terminal } from "./command.ts";
import { UsageError } from "./usage-error.ts";

export function listCatalog(args: readonly string[], terminal: Terminal): number {
  const { values } = readArguments(args, options);
  const kind = values.kind === undefined ? undefined : oneOf("--kind", values.kind, ["chat", "embedding", "rerank"]);
  const { catalog } = openedCatalog(values);
  if (values.provider !== undefined && !catalog.provider(values.provider)) {
    throw new UsageError(`there is no provider \`${values.provider}\`; there are ${catalog.providerIds().join(", ")}`);
  }
  const models = usable(() => modelsOf(catalog, values.provider)).filter(({ entry }) => {
    return (kind === undefined || entry.kind === kind) && (values.all || entry.status !== "retired");
  });
  if (values.json)
    terminal.out(
      JSON.stringify(
        models.map(({ id, entry }) => ({ id, ...entry })),
        undefined,
        2,
      ),
    );
  else terminal.out(`${columns([HEAD, ...models.map(row)], NUMBERS)}\n\n${models.length} models`);
  return 0;
}

const options = {
  ...catalogOptions,
  provider: { type: "string" },
  kind: { type: "string" },
  all: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

interface Listed {
  readonly id: string;
  readonly entry: ModelEntry;
}

function modelsOf(catalog: Catalog, only: string | undefined): Listed[] {
  const providers = only === undefined ? catalog.providerIds() : [only];
  return providers.flatMap((provider) =>
    catalog.modelIds(provider).flatMap((model) => {
      const entry = catalog.model(provider, model);
      return entry ? [{ id: `${provider}/${model}`, entry }] : [];
    }),
  );
}

const HEAD = ["model", "kind", "status", "context", "output", "$/M in", "$/M out"];

function row({ id, entry }: Listed): string[] {
  const { kind, status = "", context, maxOutput, price } = entry;
  const shown = (value: number | undefined) => (value === undefined ? "?" : value.toLocaleString("en"));
  return [id, kind, status, shown(context), shown(maxOutput), `${price?.input ?? "?"}`, `${price?.output ?? "?"}`];
}

/** The first column that is aligned to the right. */
const NUMBERS = 3;
