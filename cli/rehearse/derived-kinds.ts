/** The load that a policy itself suggests: every route, every value that its metadata may have, short and long prompts. */
import type { LoadedTable } from "../../runtime/table/loaded-table.ts";
import type { MetadataField } from "../../schemas/parameters/metadata.ts";
import type { TableRoute } from "../../schemas/table.ts";
import type { RequestKind } from "./rehearsal-plan.ts";

/** Tokens; what comes more often stands more often. */
const INPUTS = [...times(12, 200), ...times(5, 1_000), ...times(2, 4_000), 9_000];
const OUTPUTS = [50, ...times(3, 200), 600];
/** Of a route's bound: counts differ, and what is refused rehearses nothing. */
const MARGIN = 0.6;

export function derivedKinds(loaded: LoadedTable, streams: number): RequestKind[] {
  return loaded.table.routes.map(({ name }) => kindOf(loaded, name, streams));
}

/** What a kind of request on this route is where nobody says otherwise. */
export function kindOf({ table, routes }: LoadedTable, name: string, streams: number): RequestKind {
  const { definition, answers } = routes.get(name)!;
  const operation = answers.has("embeddings") && !answers.has("chat") ? "embeddings" : "chat";
  return {
    route: name.replace(/\*$/, "rehearsal"),
    operation,
    share: 1,
    streams: operation === "chat" ? streams : 0,
    metadata: Object.fromEntries(Object.entries(table.metadata).map(([field, said]) => [field, valuesOf(said)])),
    inputTokens: within(INPUTS, definition.max.inputTokens),
    outputTokens: within(OUTPUTS, definition.max.outputTokens),
    key: { tags: [] },
  };
}

/** Whatever is not required is left away now and then. */
function valuesOf({ values = ["rehearsal"], required }: MetadataField): (string | undefined)[] {
  return required ? values : [...values, undefined];
}

function within(sizes: readonly number[], most: TableRoute["max"]["inputTokens"] = Number.POSITIVE_INFINITY): number[] {
  return sizes.map((size) => Math.max(1, Math.min(size, Math.floor(most * MARGIN))));
}

function times(count: number, size: number): number[] {
  return Array<number>(count).fill(size);
}
