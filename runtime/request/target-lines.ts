/** A line for each target that lets wait. Targets of one account wait for the same places, too: of their lines one is next. */
import type { Clock } from "../clock.ts";
import type { TargetLoad } from "../state/target-load.ts";
import { Line, Turns } from "./line.ts";
import type { AskingForPlace, Lines } from "./lines.ts";
import type { OperationAttempt } from "./operation-attempt.ts";
import { QueuedAttempt } from "./queued-attempt.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import { isFull } from "./turned-away.ts";

interface Queue {
  readonly line: Line;
  /** As the table has it that the last one came by. */
  target: ReadyTarget;
}

/** Targets that wait for the same places. */
interface Group {
  /** By `provider/model`. */
  readonly queues: Map<string, Queue>;
  readonly turns: Turns;
  isGiving: boolean;
}

export class TargetLines implements Lines {
  readonly #load: TargetLoad;
  readonly #clock: Clock;
  /** By account, or by target where its account has no bound. Only those that somebody waits in. */
  readonly #groups = new Map<string, Group>();

  constructor(load: TargetLoad, clock: Clock) {
    this.#load = load;
    this.#clock = clock;
  }

  takes(target: ReadyTarget, priority: number): boolean {
    const { line: limits } = target.target;
    if (limits === undefined) return false;
    const queue = this.#groups.get(groupOf(target))?.queues.get(target.id);
    return queue?.line.takes(priority, limits) ?? true;
  }

  wait(target: ReadyTarget, asking: AskingForPlace): OperationAttempt {
    const limits = target.target.line!;
    const { line } = this.#queueOf(target);
    const wait = Math.min(limits.wait, asking.most);
    return new QueuedAttempt(target, asking, this.#clock, (waiting) => line.join(waiting, { ...limits, wait }));
  }

  /** A try that ends at once frees its place inside of this: whose turn it is then is seen by the one that gives. */
  freed(): void {
    for (const [name, group] of this.#groups) {
      if (group.isGiving) continue;
      group.isGiving = true;
      while (group.turns.give(this.#ready(group)));
      group.isGiving = false;
      for (const [id, { line }] of group.queues) if (line.isEmpty) group.queues.delete(id);
      if (group.queues.size === 0) this.#groups.delete(name);
    }
  }

  /** Lines of targets that have a place. */
  #ready({ queues }: Group): Line[] {
    return [...queues.values()].flatMap(({ line, target }) => (isFull(target, this.#load) ? [] : [line]));
  }

  #queueOf(target: ReadyTarget): Queue {
    const name = groupOf(target);
    const group = this.#groups.get(name) ?? { queues: new Map(), turns: new Turns(), isGiving: false };
    this.#groups.set(name, group);
    const queue = group.queues.get(target.id) ?? { line: new Line(this.#clock, group.turns), target };
    group.queues.set(target.id, queue);
    queue.target = target;
    return queue;
  }
}

function groupOf({ id, account }: ReadyTarget): string {
  return account?.name ?? id;
}
