import { nearest } from "../../diagnostics/closest.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/define.ts";
import { unknownRoute } from "../../diagnostics/name/unknown-route.ts";
import { limitKind } from "../../diagnostics/syntax/limit-kind.ts";
import { type Entry, entries, field, items, text } from "../read.ts";
import type { ValueCheck } from "./value-check.ts";

const rates = ["requests", "inputTokens", "outputTokens"];

/** That each limit says either what may be asked in a window, or how much at once; and that its routes are there. */
export const checkLimits: ValueCheck = (root) => {
  const routes = entries(field(root, "routes")).map(({ name }) => name);
  return entries(field(root, "limits")).flatMap((limit) => [...checkKind(limit), ...checkRoutes(limit, routes)]);
};

function checkKind({ name, value, origin }: Entry): Diagnostic[] {
  const has = (key: string) => field(value, key) !== undefined;
  const found = [...rates, "window", "concurrency"].filter(has);
  const isRate = has("window") && rates.some(has) && !has("concurrency");
  const isAtOnce = found.length === 1 && has("concurrency");
  return isRate || isAtOnce ? [] : [diagnose(limitKind, { name, found }, origin)];
}

function checkRoutes({ value }: Entry, routes: readonly string[]): Diagnostic[] {
  return items(field(value, "routes")).flatMap((item) => {
    const name = text(item);
    if (name === undefined || routes.includes(name)) return [];
    return [diagnose(unknownRoute, { name, routes, ...nearest(name, routes) }, item.origin)];
  });
}
