/** What clients can name in `model` to come to a route. */
import type { Mentions } from "./mentions.ts";
import { answersOf, distinctBy } from "./string-pool.ts";

/** Another route takes its own name. */
export function modelsOf(route: string, routes: readonly string[], mentions: Mentions): string[] {
  if (!route.endsWith("*")) return [route];
  const asked = mentions.strings.get("model");
  const start = route.slice(0, -1);
  if (asked === undefined) return [`${start}~`];
  const free = [start, ...asked.starts].flatMap((beginning) => [beginning, `${beginning}~`]);
  const models = [...free, ...asked.equals].filter((model) => model.startsWith(start) && !routes.includes(model));
  return distinctBy(models, (model) => answersOf(model, asked));
}
