/** A request that shows a finding, whole: what `pointsman check --witnesses` writes and `pointsman decide --request` replays. */
import * as z from "zod";
import { type State, state } from "./state.ts";

export interface Witness {
  format: "pointsman-witness";
  version: 1;
  /** What is called; absent: chat. */
  endpoint?: string | undefined;
  /** The body of a chat completion, its `metadata` included; `model` names the route. What other endpoints say is said in its words. */
  request: Record<string, unknown>;
  /** Declared ones, by name in lower case. Absent: none. */
  headers?: Record<string, string> | undefined;
  key: WitnessKey;
  /** ISO 8601, UTC. */
  at: string;
  /** How budgets and targets stand. */
  state: State;
}

/** What the caller's key says. */
export interface WitnessKey {
  id: string;
  team?: string | undefined;
  env?: string | undefined;
  tags: string[];
}

export const witness: z.ZodType<Witness> = z
  .strictObject({
    format: z.literal("pointsman-witness"),
    version: z.literal(1),
    endpoint: z.string().optional(),
    request: z.record(z.string(), z.unknown()),
    headers: z.record(z.string(), z.string()).optional(),
    key: z.strictObject({
      id: z.string(),
      team: z.string().optional(),
      env: z.string().optional(),
      tags: z.array(z.string()),
    }),
    at: z.iso.datetime(),
    state,
  })
  .meta({ title: "Pointsman witness" });
