/** A violation as people can see it again: the policy, the request, what the providers got. */
import type { Found } from "./run-policy.ts";

const MOST = 2_000;

export function showFound({ kind, what, seed, exchange }: Found): string {
  const head = `seed ${seed}, ${kind}: ${what}`;
  if (!exchange) return head;
  const { compiled, asked, reply } = exchange;
  const records = [...exchange.records, ...exchange.beside];
  const got = records.flatMap(({ provider, path, text, fault, bill }) => [
    `${provider.id}${path}${fault ? ` (${fault})` : ""} got ${cut(text)}`,
    ...(bill ? [`  and bills $${bill.cost} for ${JSON.stringify(bill.used)}`] : []),
  ]);
  const headers = asked.headers.filter((_, i) => i % 2 === 0 && i > 0);
  return [
    head,
    "--- routes.ts",
    compiled.text,
    "--- catalog.yaml",
    usedModels(
      compiled.overlay,
      records.map(({ model }) => model?.id),
    ),
    `--- request ${asked.marker} to ${asked.endpoint} of ${asked.key.id} (${asked.tricks.join(", ") || "usual"}; headers ${headers.join(", ")})`,
    cut(asked.body.toString("utf8")),
    `--- answer ${reply.status} ${JSON.stringify(reply.headers)}`,
    cut(reply.text),
    "--- providers",
    ...got,
  ].join("\n");
}

function usedModels(overlay: string, ids: readonly (string | undefined)[]): string {
  const { models } = JSON.parse(overlay) as { models: Record<string, unknown> };
  return JSON.stringify(Object.fromEntries(Object.entries(models).filter(([id]) => ids.includes(id))), null, 1);
}

function cut(text: string): string {
  return text.length <= MOST ? text : `${text.slice(0, MOST)}… (${text.length} characters)`;
}
