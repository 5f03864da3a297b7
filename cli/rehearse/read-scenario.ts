/** The scenario of a file, with what the command line says in its place or beside it. */
import { type Scenario, scenario as schema } from "../../schemas/scenario.ts";
import { readText } from "../files.ts";
import { UsageError } from "../usage-error.ts";
import type { Wanted } from "./read-plan.ts";

export interface ScenarioOptions {
  readonly scenario?: string | undefined;
  readonly fault?: string[] | undefined;
  readonly rate?: string | undefined;
  readonly for?: string | undefined;
  readonly seed?: number | undefined;
}

/** Throws a `UsageError` that names place and way out. What reads files of that kind is loaded only for one. */
export async function readScenario(options: ScenarioOptions): Promise<Wanted> {
  const file = options.scenario === undefined ? emptyFile : await readFile(options.scenario);
  const { fault = [], rate, for: duration, seed } = options;
  const own = { faults: fault, load: { rate, for: duration }, ...(seed !== undefined && { seed }) };
  checkOwn(own);
  const { scenario, refuse } = file;
  const written = scenario.faults ?? [];
  return {
    scenario: {
      ...scenario,
      ...own,
      faults: [...written, ...fault],
      load: { ...scenario.load, ...(rate !== undefined && { rate }), ...(duration !== undefined && { for: duration }) },
    },
    refuse: (path, message) => {
      const option = optionAt(path, written.length, options);
      if (option === undefined) return refuse(path, message);
      throw new UsageError(`${option}: ${message}`);
    },
  };
}

const emptyFile: Wanted = {
  scenario: {},
  refuse: (path, message) => {
    throw new UsageError(path.length === 0 ? message : `${path.map(String).join(".")}: ${message}`);
  },
};

async function readFile(path: string): Promise<Wanted> {
  readText(path, "the scenario");
  const { readDocument } = await import("../../compiler/load/catalog/read-document.ts");
  const { CatalogError } = await import("../../compiler/load/catalog/catalog-error.ts");
  const refusing = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw error instanceof CatalogError ? new UsageError(error.message) : error;
    }
  };
  const { value, refuse } = refusing(() => readDocument<Scenario>(path, schema));
  return { scenario: value, refuse: (at, message) => refusing(() => refuse(at, message)) };
}

/** The options are held against the same schema. */
function checkOwn(own: Scenario): void {
  const [issue] = schema.safeParse(own).error?.issues ?? [];
  if (issue) throw new UsageError(`--${String(issue.path.at(-1))}: ${issue.message}`);
}

/** Which option said what stands at the place, if one did. */
function optionAt(
  [first, second]: readonly PropertyKey[],
  written: number,
  options: ScenarioOptions,
): string | undefined {
  if (first === "faults") return typeof second === "number" && second >= written ? "--fault" : undefined;
  if (first === "load" && second === "for") return options.for !== undefined ? "--for" : options.rate && "--rate";
  return undefined;
}
