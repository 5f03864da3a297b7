/** Request bodies for OpenRouter → a draft of a policy: each is a route, its `models` a chain, its `provider` what is fixed. */
import type { Value } from "../../load/value.ts";
import { toDocument } from "../../lower/document.ts";
import { type Entry, entries, items, text as textOf } from "../../lower/read.ts";
import { type Draft, type DraftEntry, entry, list, map, plain, text } from "../draft.ts";
import type { Drafts, ImportInput } from "../import-input.ts";
import { factsOfUnknown } from "../likely-models.ts";
import { OwnCatalog } from "../own-catalog.ts";
import { routeName } from "../route-name.ts";
import { fates } from "./known-members.ts";

const PROVIDER = "openrouter";

/** One body, or a list of them. Undefined when none of them names a model. */
export function importOpenrouter(input: ImportInput): Drafts | undefined {
  const { root, findings } = input;
  const own = new OwnCatalog();
  const bodies = root.kind === "list" ? root.items : [root];
  const used = new Set<string>();
  const routes = new Map<string, DraftEntry>();
  for (const body of bodies) {
    const route = routeOf(body, { ...input, own, used });
    if (!route) continue;
    if (routes.has(route.key)) {
      const why = `another body makes the route \`${route.key}\``;
      findings.notCarriedOver("this body", why, body.origin, "Clients of one name have one route: import it alone.");
    } else routes.set(route.key, route);
  }
  if (routes.size === 0) return undefined;
  const { span } = root.origin;
  const policy = map([{ key: "routes", span, value: map([...routes.values()], span) }], span);
  return { policy, overlay: own.draft(used, span) };
}

interface Parts extends ImportInput {
  readonly own: OwnCatalog;
  /** The targets that routes name. */
  readonly used: Set<string>;
}

function routeOf(body: Value, parts: Parts): DraftEntry | undefined {
  const { findings } = parts;
  const { span } = body.origin;
  const members = membersOf(body);
  const models = modelsOf(members);
  const [first] = models;
  if (!first) {
    findings.notCarriedOver(
      "this body",
      "it names no model",
      body.origin,
      "Write `model` or `models`, and import again.",
    );
    return undefined;
  }
  const asked = textOf(first)!;
  const name = routeName(asked);
  if (name !== asked) {
    findings.changed(`the name \`${asked}\``, `a route is named otherwise; ask for \`${name}\``, first.origin);
  }
  const targets = models.map((model) => text(targetOf(model, parts), model.origin.span));
  const fixed = members.flatMap(({ name: key, origin, value }) => fixedBy(key, value, origin.span));
  sayOthers(members, findings);
  const value = map(
    [
      entry("otherwise", targets.length === 1 ? targets[0]! : list(targets, span)),
      entry("set", fixed.length > 0 ? map(fixed, span) : undefined, fixed.length > 0 ? FIXED : undefined),
      entry("fallbackOn", targets.length > 1 ? plain({ "content-filter": true, default: true }, span) : undefined),
    ],
    span,
  );
  return { key: name, span: first.origin.span, value };
}

const FIXED = "Whatever a client says: these are no parameters that clients may send.";

/** Of the body; what SDKs put under `extra_body` is a part of it. */
function membersOf(body: Value): Entry[] {
  return entries(body).flatMap((member) => (member.name === "extra_body" ? entries(member.value) : [member]));
}

/** In order, each once: `model` goes before `models`. */
function modelsOf(members: readonly Entry[]): Value[] {
  const named = members.flatMap(({ name, value }) => (name === "model" ? [value] : []));
  const further = members.flatMap(({ name, value }) => (name === "models" ? items(value) : []));
  const seen = new Set<string>();
  return [...named, ...further].filter((value) => {
    const model = textOf(value);
    return model !== undefined && model !== "" && !seen.has(model) && seen.add(model);
  });
}

function targetOf(model: Value, { catalog, own, used }: Parts): string {
  const written = textOf(model)!;
  const id = `${PROVIDER}/${written}`;
  used.add(id);
  if (catalog.model(PROVIDER, written)) return id;
  const likely = factsOfUnknown(written, undefined, catalog.provider(PROVIDER), catalog);
  if (likely?.like !== undefined) own.model(id, { like: likely.like, name: written, ...likely.own }, model.origin.span);
  else own.open(id, {}, model.origin.span, likely?.note);
  return id;
}

function fixedBy(name: string, value: Value, span: DraftEntry["span"]): DraftEntry[] {
  return fates.get(name) === "fixed" ? [{ key: name, span, value: copied(value) }] : [];
}

/** As it was written, every part at its place. */
function copied(value: Value): Draft {
  const { span } = value.origin;
  if (value.kind === "list") return list(value.items.map(copied), span);
  if (value.kind !== "record") return plain(toDocument(value), span);
  const parts = entries(value).map(({ name, origin, value: held }) => ({
    key: name,
    span: origin.span,
    value: copied(held),
  }));
  return map(parts, span);
}

/** What is not of routing: who sends the request goes on sending it. */
function sayOthers(members: readonly Entry[], findings: ImportInput["findings"]): void {
  for (const { name, origin } of members) {
    const fate = fates.get(name);
    if (fate === "fixed" || fate === "model") continue;
    findings.notCarriedOver(`\`${name}\``, fate ?? "clients send it with each request, here as there", origin);
  }
}
