import type { Table } from "../../schemas/table.ts";
import { type Refusal, shown } from "../refusal.ts";
import { type KeyRecord, mayUseRoute } from "../state/keys.ts";
import { closest } from "./closest.ts";

/** Names what the key may use instead; nothing that it may not. */
export function unknownModel({ routes }: Pick<Table, "routes">, key: KeyRecord, model: string): Refusal {
  const names = routes.filter((route) => mayUseRoute(key, route)).map(({ name }) => name);
  const meant = closest(model, names);
  const hint = meant === undefined ? "" : ` Did you mean "${meant}"?`;
  const list = names.length === 0 ? "Your key may use none." : `Yours are: ${names.slice(0, 50).join(", ")}.`;
  const message = `There is no route "${shown(model)}".${hint} ${list}`;
  return { status: 404, kind: "missing", code: "model_not_found", param: "model", message };
}
