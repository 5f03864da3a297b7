import type { Asked } from "../operations/asked.ts";
import type { Client } from "./client.ts";
import type { Plan } from "./plan.ts";

/** Who asks for what. */
export interface Asking<R extends Asked> {
  readonly client: Client;
  readonly key: { readonly id: string; readonly team?: string | undefined };
  readonly plan: Plan<R>;
}
