/**
 * One year of a route whose true rate of wrong hits is known: several instances that check by chance, write what they find into one
 * place at different times, look there now and then, and are killed now and then.
 */
import type { Evidence, Standing } from "../../../../../../runtime/cache/semantic/bound/bound.ts";
import { randomFrom } from "../../../../state/store/races/random-from.ts";
import type { TrueRate } from "./true-rates.ts";

/** What is tried: the rule itself, or one that is wrong on purpose. */
export interface Rule {
  standing(evidence: Evidence, bound: number, period: number): Standing;
  share(standing: Standing, evidence: Evidence, bound: number, period: number): number;
  /** Periods that what is kept is kept for, and that a window holds. */
  readonly kept: number;
  readonly window: number;
}

export interface SimulatedRoute {
  readonly bound: number;
  readonly rate: TrueRate;
  readonly hitsPerDay: number;
  /** Hours of a day in which they come. */
  readonly open: number;
  readonly hours: number;
}

export interface Year {
  /** It served although the mean of the true rates of the checks behind it was not below the bound. */
  readonly hasServedWrongly: boolean;
  /** Checks that there were when it served first. */
  readonly checksBefore: number | undefined;
  readonly checks: number;
  /** Of all would-be hits, the share that was given, and that was given while the true rate was above the bound. */
  readonly given: number;
  readonly above: number;
  /** Of those that were given. */
  readonly wrong: number;
  /** Hours and checks from a step until no instance served, where one did when it came. */
  readonly off: { readonly hours: number; readonly checks: number } | undefined;
}

const INSTANCES = 3;
/** Of checks: those whose outcome comes later than the next one's; those upon which an instance is killed. Of looks: those not missed. */
const LATE = 0.3;
const KILLED = 0.001;
const LOOKS = 0.5;

interface Instance {
  state: Standing["state"];
  share: number;
  late: { wrong: boolean; truth: number }[];
}

export function simulate(route: SimulatedRoute, rule: Rule, seed: number): Year {
  return new Simulation(route, rule, seed).run();
}

class Simulation {
  readonly #route: SimulatedRoute;
  readonly #rule: Rule;
  readonly #random: () => number;
  readonly #instances: Instance[] = [];
  #evidence: { period: number; checks: number; wrong: number; truth: number }[] = [];
  /** Any hour of a year: windows begin where the calendar says, not where a route does. */
  readonly #begin: number;
  #hour = 0;
  #checks = 0;
  #checksBefore: number | undefined;
  #hasServedWrongly = false;
  #hits = 0;
  #given = 0;
  #wrong = 0;
  #above = 0;
  #wasServing = false;
  #checksAtStep = 0;
  #off: Year["off"];

  constructor(route: SimulatedRoute, rule: Rule, seed: number) {
    this.#route = route;
    this.#rule = rule;
    this.#random = randomFrom(Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995);
    this.#begin = 490_000 + Math.floor(this.#random() * 8_736);
    for (let i = 0; i < INSTANCES; i += 1) this.#instances.push({ state: "shadow", share: 0, late: [] });
  }

  run(): Year {
    const { hours, rate, open } = this.#route;
    for (let next = 1; next <= hours; next += 1) {
      // At night nothing comes that a look could be about.
      if ((next - 1) % 24 < open) {
        this.#prune();
        this.#look();
      }
      this.#until(next);
      if (rate.step !== undefined && Math.floor(rate.step) === next) this.#atStep();
    }
    const hits = Math.max(this.#hits, 1);
    const given = this.#given / hits;
    return {
      hasServedWrongly: this.#hasServedWrongly,
      checksBefore: this.#checksBefore,
      checks: this.#checks,
      given,
      wrong: this.#given === 0 ? 0 : this.#wrong / this.#given,
      above: this.#above / hits,
      off: this.#off,
    };
  }

  /** Checks come as a process without memory: what is left of an hour begins anew. */
  #until(end: number): void {
    const { hitsPerDay, open } = this.#route;
    const perHour = (end - 1) % 24 < open ? hitsPerDay / open : 0;
    for (;;) {
      const shares = this.#instances.reduce((sum, { share }) => sum + share, 0) / INSTANCES;
      const wait =
        shares * perHour === 0 ? Number.POSITIVE_INFINITY : -Math.log(1 - this.#random()) / (perHour * shares);
      const next = Math.min(this.#hour + wait, end);
      this.#pass((next - this.#hour) * perHour);
      this.#hour = next;
      if (next >= end) return;
      this.#check(shares * INSTANCES);
      this.#look();
    }
  }

  #pass(hits: number): void {
    const rate = this.#route.rate.at(this.#hour);
    const given =
      (hits / INSTANCES) *
      this.#instances.reduce((sum, { state, share }) => sum + (state === "serving" ? 1 - share : 0), 0);
    this.#hits += hits;
    this.#given += given;
    this.#wrong += given * rate;
    if (rate > this.#route.bound) this.#above += given;
  }

  #check(shares: number): void {
    let at = this.#random() * shares;
    const instance =
      this.#instances.find(({ share }) => {
        at -= share;
        return at < 0;
      }) ?? this.#instances[0]!;
    const truth = this.#route.rate.at(this.#hour);
    instance.late.push({ wrong: this.#random() < truth, truth });
    if (this.#random() < KILLED) {
      Object.assign(instance, { state: "shadow", share: 0, late: [] });
      return;
    }
    if (this.#random() < LATE) return;
    // What came late is written with what comes now.
    for (const { wrong, truth } of instance.late.splice(0)) this.#write(wrong, truth);
  }

  #write(wrong: boolean, truth: number): void {
    const period = this.#begin + Math.floor(this.#hour);
    let last = this.#evidence.at(-1);
    if (last?.period !== period) {
      last = { period, checks: 0, wrong: 0, truth: 0 };
      this.#evidence.push(last);
    }
    last.checks += 1;
    last.wrong += wrong ? 1 : 0;
    last.truth += truth;
    this.#checks += 1;
  }

  #look(): void {
    const { bound, rate } = this.#route;
    const period = this.#begin + Math.floor(this.#hour);
    let standing: Standing | undefined;
    for (const instance of this.#instances) {
      if (this.#random() >= LOOKS) continue;
      standing ??= this.#rule.standing(this.#evidence, bound, period);
      instance.state = standing.state;
      instance.share = this.#rule.share(standing, this.#evidence, bound, period);
    }
    if (standing?.state === "serving") {
      this.#checksBefore ??= this.#checks;
      if (this.#truthOf(standing.checks, period) >= bound) this.#hasServedWrongly = true;
    }
    if (this.#wasServing && !this.#off && this.#instances.every(({ state }) => state === "shadow"))
      this.#off = { hours: this.#hour - (rate.step ?? 0), checks: this.#checks - this.#checksAtStep };
  }

  /** The mean of the true rates of the newest checks, so many as stand behind it, or as a window has. */
  #truthOf(checks: number, period: number): number {
    let [count, truth] = [0, 0];
    for (let i = this.#evidence.length - 1; i >= 0 && count < checks; i -= 1) {
      const found = this.#evidence[i]!;
      if (found.period <= period - this.#rule.window) break;
      count += found.checks;
      truth += found.truth;
    }
    // A sum of equal rates is not exact.
    return (truth / count) * (1 + 1e-9);
  }

  #atStep(): void {
    this.#wasServing = this.#instances.some(({ state }) => state === "serving");
    this.#checksAtStep = this.#checks;
  }

  #prune(): void {
    const least = this.#begin + Math.floor(this.#hour) - this.#rule.kept;
    while (this.#evidence.length > 0 && this.#evidence[0]!.period < least) this.#evidence.shift();
  }
}
