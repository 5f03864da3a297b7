/** The JSON Schema of a policy, with the names that this one may use: for editors of YAML. */
import { readFileSync } from "node:fs";
import { attemptFailures } from "../../semantics/failures.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import { packageFolder } from "../package-folder.ts";
import type { DeclaredNames } from "./declared-names.ts";
import { groupingFacts } from "./fact-words.ts";
import { modelLine } from "./model-card.ts";
import { type Named, oneOfNames } from "./one-of-names.ts";

interface Schema {
  [key: string]: unknown;
  properties?: Record<string, Schema>;
  anyOf?: Schema[];
  $defs?: Record<string, Schema>;
}

export interface SchemaNames {
  readonly declared: DeclaredNames;
  /** `provider/model`, those of the overlay included, in the order in which they are to be shown. */
  readonly models: readonly string[];
  readonly catalog: Catalog;
  /** Says of which state it is. */
  readonly stamp: string;
}

/** The whole text. */
export function projectSchema(names: SchemaNames): string {
  const schema = JSON.parse(readFileSync(shipped, "utf8")) as Schema;
  const { $schema, $id: _id, title: _title, $comment: _comment, ...rest } = schema;
  const note = `Written by \`pointsman types\`; do not edit. ${names.stamp}`;
  const made: Schema = { $schema, $comment: note, ...rest };
  withNames(made, names);
  return `${JSON.stringify(made, null, 1)}\n`;
}

const shipped = new URL("schemas/generated/policy.schema.json", packageFolder);

function withNames(schema: Schema, { declared, models, catalog }: SchemaNames): void {
  const { strategy, ...others } = schema.$defs ?? {};
  const route = schema.properties?.routes?.additionalProperties as Schema | undefined;
  const limit = schema.properties?.limits?.additionalProperties as Schema | undefined;
  if (!strategy?.anyOf || !route?.properties || !limit?.properties) throw new Error("The schema has another shape.");
  const tiers = declared.tiers.map((name): Named => ({ name, about: "A tier of this policy." }));
  const targets = models.map((name): Named => ({ name, about: modelLine(name, catalog) }));
  const noModel = `There is no such model. Names have their provider before the slash; ${ANEW}`;
  schema.$defs = {
    ...others,
    strategy: { anyOf: [{ $ref: "#/$defs/name" }, ...strategy.anyOf.slice(1)] },
    name: oneOfNames([...tiers, ...targets], `There is no such tier in this policy, and no such model; ${ANEW}`),
    names: { type: "string", enum: [...tiers, ...targets].map(({ name }) => name), errorMessage: noModel },
    model: oneOfNames(targets, noModel),
    embedder: oneOfNames(
      targets.filter(({ name }) => kindOf(name, catalog) === "embedding"),
      noModel,
    ),
    failure: {
      type: "string",
      enum: Object.keys(attemptFailures),
      errorMessage: `A failure class is one of ${Object.keys(attemptFailures).join(", ")}.`,
    },
    fact: groupingFact(declared),
  };
  setNames(schema, declared);
  route.properties.fallbackOn = fallbackOn(route.properties.fallbackOn ?? {});
}

const ANEW = "`pointsman types` writes this list anew after a change of tiers or of the overlay.";

function kindOf(id: string, catalog: Catalog): string | undefined {
  const slash = id.indexOf("/");
  return catalog.model(id.slice(0, slash), id.slice(slash + 1))?.kind;
}

/** A fact by whose value requests are told apart. */
function groupingFact(declared: DeclaredNames): Schema {
  const facts = groupingFacts(declared);
  return {
    type: "string",
    description: "A fact whose value tells requests apart.",
    enum: [...facts, ...facts.map((fact) => `r.${fact}`)],
    errorMessage: `It is a fact whose value tells requests apart: ${facts.join(", ")}. ${ANEW}`,
  };
}

/** Wherever a schema names a model, a route or a fact, by the key that it stands under. */
function setNames(node: unknown, declared: DeclaredNames): void {
  if (typeof node !== "object" || node === null) return;
  const { properties } = node as Schema;
  for (const [key, value] of Object.entries(properties ?? {})) {
    const refer = (name: string): Schema => {
      const { description } = value;
      return { ...(description === undefined ? {} : { description }), $ref: `#/$defs/${name}` };
    };
    if (!properties) continue;
    if (key === "embedder") properties[key] = refer("embedder");
    else if (key === "model") properties[key] = refer("model");
    else if ((key === "by" || key === "sticky") && value.const === undefined) properties[key] = refer("fact");
    else if (key === "split") properties[key] = { ...value, propertyNames: { $ref: "#/$defs/names" } };
    else if (key === "routes" && value.type === "array") {
      const items = { type: "string", enum: declared.routes, errorMessage: `There is no such route; ${ANEW}` };
      properties[key] = { ...value, items };
    }
  }
  for (const value of Object.values(node)) setNames(value, declared);
}

function fallbackOn(schema: Schema): Schema {
  const [list = {}, byClass = {}] = schema.anyOf ?? [];
  const names = [...Object.keys(attemptFailures), "default"];
  const properties = Object.fromEntries(names.map((name) => [name, byClass.additionalProperties as Schema]));
  return {
    ...schema,
    anyOf: [
      { ...list, items: { $ref: "#/$defs/failure" } },
      { ...byClass, properties, additionalProperties: false },
    ],
  };
}
