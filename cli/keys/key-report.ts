/** Keys as they are shown: never what opens, nor its hash. */
import type { StoredKey } from "../../runtime/state/store/stored-keys.ts";
import { columns } from "../columns.ts";

export type KeyState = "valid" | "expired" | "revoked";

/** What is printed as JSON; times as `2027-01-31T12:00:00Z`. */
export interface ShownKey {
  readonly id: string;
  readonly state: KeyState;
  readonly team?: string;
  readonly env?: string;
  readonly tags: readonly string[];
  readonly routes?: readonly string[];
  readonly targets?: readonly string[];
  readonly addresses?: readonly string[];
  readonly direct: boolean;
  readonly priority: number;
  readonly created: string;
  readonly expires?: string;
  readonly revoked?: string;
  /** Until when what it was before still opens. */
  readonly formerUntil?: string;
}

export function shownKey(key: StoredKey, now: number): ShownKey {
  const { id, team, env, tags, routes, targets, addresses, direct = false, priority = 0 } = key;
  const { created, expires, revoked } = key;
  const until = Math.max(0, ...(key.former ?? []).map((one) => one.until));
  return {
    id,
    state: stateOf(key, now),
    ...(team !== undefined && { team }),
    ...(env !== undefined && { env }),
    tags,
    ...(routes && { routes }),
    ...(targets && { targets }),
    ...(addresses && { addresses }),
    direct,
    priority,
    created: time(created),
    ...(expires !== undefined && { expires: time(expires) }),
    ...(revoked !== undefined && { revoked: time(revoked) }),
    ...(until > now && { formerUntil: time(until) }),
  };
}

/** As `--format` says. */
export function keyText(key: ShownKey, format: "table" | "json"): string {
  return format === "json" ? JSON.stringify(key, undefined, 2) : keyLines(key);
}

const HEAD = ["id", "state", "team", "env", "routes", "targets", "until"];

/** The first that is made comes first. */
export function keyTable(keys: readonly ShownKey[]): string {
  if (keys.length === 0) return "There is no key yet: make one with `pointsman keys create`.";
  return columns([HEAD, ...keys.map(row)], HEAD.length);
}

/** One key, a line for each thing it carries. */
export function keyLines(key: ShownKey): string {
  const all = (list: readonly string[] | undefined, else_: string): string => list?.join(", ") || else_;
  const rows: [string, string][] = [
    ["id", key.id],
    ["state", key.state],
    ["team", key.team ?? "none"],
    ["env", key.env ?? "none"],
    ["tags", all(key.tags, "none")],
    ["routes", key.routes ? all(key.routes, "none") : "all"],
    ["targets", key.targets ? all(key.targets, "none") : "all"],
    ["addresses", key.addresses ? all(key.addresses, "none") : "any"],
    ["direct", key.direct ? "may name targets" : "names routes alone"],
    ["priority", String(key.priority)],
    ["created", key.created],
    ["expires", key.expires ?? "never"],
    ...(key.revoked === undefined ? [] : [["revoked", key.revoked] satisfies [string, string]]),
    ...(key.formerUntil === undefined ? [] : [["before", `opens until ${key.formerUntil}`] satisfies [string, string]]),
  ];
  return rows.map(([name, value]) => `${name.padEnd(10)} ${value}`).join("\n");
}

function row({ id, state, team = "", env = "", routes, targets, expires, revoked, formerUntil }: ShownKey): string[] {
  const shown = (list: readonly string[] | undefined): string => {
    if (!list) return "all";
    return list.length > MOST ? `${list.slice(0, MOST).join(", ")}, …` : list.join(", ") || "none";
  };
  const rotating = formerUntil === undefined ? state : `${state}, rotating`;
  return [id, rotating, team, env, shown(routes), shown(targets), revoked ?? expires ?? ""];
}

const MOST = 3;

function stateOf({ expires, revoked }: StoredKey, now: number): KeyState {
  if (revoked !== undefined) return "revoked";
  return expires !== undefined && expires <= now ? "expired" : "valid";
}

function time(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}
