import { type Fault, type FaultName, type FaultSchedule, faultNotes, type ScheduledFault } from "./faults.ts";

/** A fault text that cannot be read; `position` is the offset in the text where the wrong item begins. */
export class FaultTextError extends Error {
  override readonly name = "FaultTextError";
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

const itemShape =
  /^(?<name>[\w-]+?)(?:@(?<value>\d+))?(?:\s*x(?<times>\d+|\*))?(?:\s*\/(?<every>\d+))?(?:\s*\[(?<model>[^[\]]+)\])?$/;

interface Item extends Fault {
  readonly ok: boolean;
  readonly times: number;
  readonly every: number;
  readonly model: string;
}

/**
 * Reads a schedule such as `429@2 x3, ok x2, cut-stream@5, 500/4[some-model]`: items in the order in which requests
 * meet them. An item is a fault or `ok`; `@n` is its number (see `faultNotes`), `xN` how many requests (default one,
 * `x*` without end), `/n` every n-th request (default without end), `[model]` only that model. Items for a model form
 * their own sequence.
 * @throws FaultTextError
 */
export function parseFaults(text: string): FaultSchedule {
  const schedule: ScheduledFault[] = [];
  const reached = new Map<string, number>();
  for (const { item, position } of items(text)) {
    const after = reached.get(item.model) ?? 0;
    if (after === Number.POSITIVE_INFINITY) {
      throw new FaultTextError(`${quote(text, position)} is never reached: the item before it has no end`, position);
    }
    if (!item.ok) schedule.push(scheduled(item, after));
    reached.set(item.model, after + (item.fault === "refused" && !item.ok ? 0 : item.times * item.every));
  }
  return schedule;
}

/**
 * Reads one fault with its number, such as `cut-stream@3`; `ok` is undefined.
 * @throws FaultTextError
 */
export function parseFault(text: string): Fault | undefined {
  const name = /^([\w-]+)(?:@\d+)?$/.exec(text.trim())?.[1];
  const item = toItem(text.trim(), 0);
  if (name !== (item.ok ? "ok" : item.fault)) {
    throw new FaultTextError(`"${text.trim()}" is more than one fault with its number`, 0);
  }
  return item.ok ? undefined : toFault(item);
}

function* items(text: string): Iterable<{ item: Item; position: number }> {
  if (text.trim() === "") return;
  let start = 0;
  for (const part of text.split(",")) {
    const position = start + (part.length - part.trimStart().length);
    yield { item: toItem(part.trim(), position), position };
    start += part.length + 1;
  }
}

function toItem(part: string, position: number): Item {
  const fail = (why: string): never => {
    throw new FaultTextError(`item "${part}" at character ${position + 1}: ${why}`, position);
  };
  const groups = itemShape.exec(part)?.groups ?? fail(`expected <fault>[@number][xN][/n][[model]]. ${known()}`);
  const name = groups.name ?? "";
  if (name !== "ok" && !Object.hasOwn(faultNotes, name)) fail(`unknown fault "${name}". ${known()}`);
  const fault = (name === "ok" ? "500" : name) as FaultName;
  if (groups.value !== undefined && (name === "ok" || !faultNotes[fault].value)) fail(`${name} takes no number`);
  if (groups.times === "0" || groups.every === "0") fail("a count begins at 1");
  if (name === "refused" && (groups.times ?? groups.every ?? groups.model) !== undefined) {
    fail("refused closes the port for everyone and cannot be counted: give milliseconds, such as refused@500");
  }
  return {
    ok: name === "ok",
    fault,
    ...(groups.value === undefined ? {} : { value: Number(groups.value) }),
    times: count(groups.times, groups.every),
    every: Number(groups.every ?? 1),
    model: groups.model?.trim() ?? "",
  };
}

function count(times: string | undefined, every: string | undefined): number {
  if (times === "*" || (times === undefined && every !== undefined)) return Number.POSITIVE_INFINITY;
  return Number(times ?? 1);
}

function scheduled(item: Item, after: number): ScheduledFault {
  return {
    ...toFault(item),
    ...(item.fault !== "refused" && Number.isFinite(item.times) ? { times: item.times } : {}),
    ...(after > 0 ? { after } : {}),
    ...(item.every > 1 ? { every: item.every } : {}),
    ...(item.model ? { model: item.model } : {}),
  };
}

function toFault(item: Item): Fault {
  return { fault: item.fault, ...(item.value === undefined ? {} : { value: item.value }) };
}

function quote(text: string, position: number): string {
  return `item "${text.slice(position).split(",")[0]?.trim() ?? ""}" at character ${position + 1}`;
}

function known(): string {
  return `Known faults: ${Object.keys(faultNotes).sort().join(", ")}; and ok.`;
}
