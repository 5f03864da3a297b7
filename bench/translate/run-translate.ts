/** What it costs to translate: the same question by another dialect or endpoint, beside one whose bytes pass. */

import { seededRandom } from "../../simulator/random.ts";
import { words } from "../../simulator/words.ts";
import { Child } from "../proxy/child.ts";
import { filler } from "../proxy/prepared.ts";
import { KEY, type ProxyOptions } from "../proxy/run-proxy.ts";
import type { RuntimeSetup } from "../proxy/runtime.ts";
import { type Spread, spread } from "../statistics.ts";
import { type ClientName, clients } from "./clients.ts";
import { measureSides, type Side } from "./measure-sides.ts";
import { type BenchDialect, providers, targets, translateTable } from "./policy.ts";
import { preparedIn } from "./upstreams.ts";

export interface TranslateResult {
  /** Whole, or a stream. */
  shape: string;
  name: string;
  /** Microseconds of CPU per request. */
  cpu: Spread;
  /** Of the same round: to the request whose bytes pass, and to the floor with those bytes. */
  toSame: Spread;
  toFloor: Spread;
  /** What `toSame` is held to. */
  most: number | undefined;
}

/** How often a translated request may cost what one costs whose bytes pass. */
const MOST = 3;

interface Shape {
  name: string;
  text: string;
  stream: boolean;
  /** Between two events; absent, they are written at once. */
  pause?: number;
  many: number;
}

const hundred = words(seededRandom("stream"), 100);

const shapes: readonly Shape[] = [
  { name: "whole, 1 KB", text: filler(700), stream: false, many: 1_600 },
  { name: "stream, one by one", text: hundred, stream: true, pause: 0, many: 240 },
  { name: "stream, at once", text: hundred, stream: true, many: 480 },
];

interface Processes {
  upstream: Child;
  floor: Child;
  runtime: Child;
}

export async function runTranslate({ quick, only, profile, progress }: ProxyOptions): Promise<TranslateResult[]> {
  const node = profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`];
  const processes = {
    upstream: new Child("upstream.ts"),
    floor: new Child("floor.ts"),
    runtime: new Child("runtime.ts", { node }),
  };
  try {
    const origins = await startAll(processes);
    const results: TranslateResult[] = [];
    for (const shape of shapes.filter(({ name }) => name.includes(only))) {
      progress(`translate: ${shape.name}`);
      const sides = sidesOf(shape, processes, origins);
      const many = quick ? shape.many / 8 : shape.many;
      const turns = { rounds: quick ? 3 : 9, many, key: KEY, text: shape.text };
      results.push(...resultsOf(shape, sides, await measureSides(processes.upstream, sides, turns)));
    }
    return results;
  } finally {
    await Promise.all(Object.values(processes).map((child) => child.end()));
  }
}

async function startAll({ upstream, floor, runtime }: Processes): Promise<{ floor: string; runtime: string }> {
  const url = await upstream.ask<string>("start");
  const standIns = Object.fromEntries(providers().map((provider) => [provider, url]));
  const setup: RuntimeSetup = { table: translateTable(), key: KEY, standIns };
  return { floor: await floor.ask<string>("start", url), runtime: await runtime.ask<string>("start", setup) };
}

/** First the floor and the request whose bytes pass, which all others are held against. */
function sidesOf(shape: Shape, { floor, runtime }: Processes, origins: { floor: string; runtime: string }): Side[] {
  const side = (name: string, client: ClientName, dialect: BenchDialect): Side => {
    const { path, body, text } = clients[client];
    return {
      name,
      process: runtime,
      origin: origins.runtime,
      path,
      body: body(dialect, filler(800), shape.stream),
      prepared: preparedIn(dialect, shape.text, shape.stream, shape.pause),
      text: (answer) => text(answer, shape.stream),
    };
  };
  const others = (Object.keys(targets) as BenchDialect[]).filter((dialect) => dialect !== "openai");
  return [
    { ...side("floor", "chat", "openai"), process: floor, origin: origins.floor },
    side("chat, openai: bytes pass", "chat", "openai"),
    ...others.map((dialect) => side(`chat, ${dialect}`, "chat", dialect)),
    side("messages, openai", "messages", "openai"),
    side("responses, openai", "responses", "openai"),
  ];
}

function resultsOf(shape: Shape, sides: readonly Side[], spent: readonly number[][]): TranslateResult[] {
  const [floor, same] = spent as [number[], number[]];
  return sides.map(({ name }, index) => ({
    shape: shape.name,
    name,
    cpu: spread(spent[index]!),
    toSame: spread(spent[index]!.map((cpu, round) => cpu / same[round]!)),
    toFloor: spread(spent[index]!.map((cpu, round) => cpu / floor[round]!)),
    most: index > 1 ? MOST : undefined,
  }));
}
