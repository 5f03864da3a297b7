/** The names that a policy may use before it declares any. */
import type { CatalogModel } from "./models.gen.ts";
import type { Models, Policies } from "./project.ts";

/** `provider/model`: a model of the catalog that is not retired, or one of the team's own that `pointsman types` has declared. */
export type ModelId = CatalogModel | (keyof Models & string);

/** What every policy of the project declares of a kind; `Otherwise` where none has been declared. */
export type Declared<Kind extends string, Bound, Otherwise extends Bound = Bound> = [keyof Policies] extends [never]
  ? Otherwise
  : Policies[keyof Policies] extends { readonly [K in Kind]: infer Said extends Bound }
    ? Said
    : Otherwise;

type Names = Readonly<Record<string, true>>;

/** Budgets that every policy of the project has; any text where none has been declared. */
export type ProjectBudget = keyof Declared<"budgets", Names> & string;

/** Tiers that every policy of the project has; any text where none has been declared. */
export type ProjectTier = keyof Declared<"tiers", Names> & string;

/** The same; none where none has been declared. */
export type KnownTier = keyof Declared<"tiers", Names, Record<never, true>> & string;
