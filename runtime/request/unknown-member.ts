/** Members of a body that are no parameters, where a route refuses them. */
import type { Table, TablePlan } from "../../schemas/table.ts";
import { parameterSpellings } from "../../semantics/parameters/names.ts";
import type { Endpoint } from "../endpoints/endpoint.ts";
import type { Asked } from "../operations/asked.ts";
import { type Refusal, shown } from "../refusal.ts";
import { closest } from "./closest.ts";

/** The first that is neither listed nor taken by any target that can serve: of the plan, or where a failure leads. */
export function unknownMember(
  { request: { others }, endpoint }: { request: Asked; endpoint: Pick<Endpoint, "isParameter"> },
  { targets, plans }: Table,
  plan: TablePlan,
): string | undefined {
  const led = Object.values(plan.failing ?? {}).flatMap(({ plan: other }) => plans[other!]?.targets ?? []);
  const isTaken = (name: string) => [...plan.targets, ...led].some((at) => targets[at]!.accepts?.includes(name));
  return others.find((name) => !endpoint.isParameter(name) && !isTaken(name));
}

export function unknownParameter(name: string): Refusal {
  const meant = closest(name, parameterSpellings);
  const help = meant === undefined ? "Leave it out." : `Did you mean "${meant}"?`;
  return {
    status: 400,
    kind: "invalid",
    code: "unknown_parameter",
    param: shown(name),
    message: `"${shown(name)}" is no parameter that a target of this route takes. ${help}`,
  };
}
