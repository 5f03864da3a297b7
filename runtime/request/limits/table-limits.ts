/** The limits of a table: which a request meets, and whose each is. */
import type { Table } from "../../../schemas/table.ts";
import type { TableLimit } from "../../../schemas/table-limit.ts";
import type { FactReader } from "../../../semantics/facts/reader.ts";
import { readerOf } from "../../../semantics/facts/readers.ts";
import { mostOutput } from "../../../semantics/most-output.ts";
import { type TokensAt, tokensAt } from "../../../semantics/tokens/tokens-at.ts";
import type { PlaceAsked, RateAsked } from "../../state/store/limits.ts";
import { ownedKey, ownerOf } from "../owner.ts";
import type { Plan } from "../plan.ts";

export type RateName = keyof NonNullable<TableLimit["rates"]>;

/** A limit that a request meets, with whose it is; absent: it lacks the fact. */
export interface MetLimit {
  readonly definition: TableLimit;
  readonly owner: string | undefined;
}

export interface MetRate {
  readonly limit: MetLimit;
  readonly name: RateName;
  readonly asked: RateAsked;
}

export interface MetPlace {
  readonly limit: MetLimit;
  readonly asked: PlaceAsked;
}

interface ReadyLimit {
  readonly definition: TableLimit;
  readonly per: FactReader;
  /** By name; absent: all. */
  readonly routes: ReadonlySet<string> | undefined;
}

export class TableLimits {
  readonly #all: readonly ReadyLimit[];

  constructor({ limits = [], routes }: Pick<Table, "limits" | "routes">) {
    this.#all = limits.map((definition) => ({
      definition,
      per: readerOf(definition.per)!,
      routes: definition.routes && new Set(definition.routes.map((index) => routes[index]!.name)),
    }));
  }

  metBy({ route, ask: { facts } }: Plan): MetLimit[] {
    const met = this.#all.filter(({ routes }) => routes === undefined || (route !== undefined && routes.has(route)));
    return met.map(({ definition, per }) => ({ definition, owner: ownerOf(per, facts) }));
  }
}

/** What a plan's request may come to, reckoned for those limits alone that ask; tokens are those of the target that counts most. */
export class Taken {
  readonly requests = 1;
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  get inputTokens(): number {
    return Math.max(...this.#input.map(({ upper }) => upper));
  }

  /** As it is expected, which is what a limit must have room for. */
  get expectedInput(): number {
    return Math.max(...this.#input.map(({ expected }) => expected));
  }

  get outputTokens(): number {
    const {
      targets,
      ask: { facts, maxOutputTokens },
    } = this.#plan;
    const output = targets.map(({ target }) =>
      target.kind === "embedding" ? 0 : mostOutput(target, facts, maxOutputTokens),
    );
    return Math.max(...output) * facts.request.said.choices;
  }

  get #input(): readonly TokensAt[] {
    const { targets, ask } = this.#plan;
    return targets.map(({ target }) => tokensAt(target, ask.facts.tokens));
  }
}

/** Of one that may come to more than all of a limit, all of it is taken: it is put right when it has ended. */
export function ratesOf(met: readonly MetLimit[], taken: Taken): MetRate[] {
  return met.flatMap((limit) => {
    const { rates = {}, window = 0 } = limit.definition;
    return (Object.entries(rates) as [RateName, number | undefined][]).flatMap(([name, most]): MetRate[] => {
      if (most === undefined) return [];
      const used = taken[name];
      if (used === 0) return [];
      const isTooLarge = name === "inputTokens" && taken.expectedInput > most;
      const amount = isTooLarge ? taken.expectedInput : Math.min(used, most);
      return [{ limit, name, asked: { key: keyOf(limit, name), amount, most, per: window } }];
    });
  });
}

export function placesOf(met: readonly MetLimit[], id: string, expires: number): MetPlace[] {
  return met.flatMap((limit): MetPlace[] => {
    const { concurrency } = limit.definition;
    return concurrency === undefined
      ? []
      : [{ limit, asked: { key: keyOf(limit, "concurrency"), id, most: concurrency, expires } }];
  });
}

function keyOf({ definition: { name, per }, owner }: MetLimit, what: string): string {
  return ownedKey([name, per, what], owner);
}
