/** Runs the benchmarks one after the other. Progress goes to stderr, results to stdout. */
import { printAnalyze } from "./analyze/print-analyze.ts";
import { runAnalyze } from "./analyze/run-analyze.ts";
import { printBody } from "./body/print-body.ts";
import { runBody } from "./body/run-body.ts";
import { printCache } from "./cache/print-cache.ts";
import { isCacheBeyond, runCache } from "./cache/run-cache.ts";
import { printCheck } from "./check/print-check.ts";
import { runCheck } from "./check/run-check.ts";
import { printDeadlines } from "./deadlines/print-deadlines.ts";
import { runDeadlines } from "./deadlines/run-deadlines.ts";
import { printDecide } from "./decide/print-decide.ts";
import { runDecide } from "./decide/run-decide.ts";
import { printEstimate } from "./estimate/print-estimate.ts";
import { runEstimate } from "./estimate/run-estimate.ts";
import { printFaults } from "./faults/print-faults.ts";
import { runFaults } from "./faults/run-faults.ts";
import { printLsp } from "./lsp/print-lsp.ts";
import { runLsp } from "./lsp/run-lsp.ts";
import { machine, printMachine } from "./machine.ts";
import { readOptions, usage } from "./options.ts";
import { printProxy } from "./proxy/print-proxy.ts";
import { isOver, runProxy } from "./proxy/run-proxy.ts";
import { isLeaking, printSoak } from "./soak/print-soak.ts";
import { runSoak } from "./soak/run-soak.ts";
import { printBudgets } from "./state/print-budgets.ts";
import { printState } from "./state/print-state.ts";
import { runBudgets } from "./state/run-budgets.ts";
import { runState } from "./state/run-state.ts";
import { printStream } from "./stream/print-stream.ts";
import { isOverLine, runStream } from "./stream/run-stream.ts";
import { printTranslate } from "./translate/print-translate.ts";
import { runTranslate } from "./translate/run-translate.ts";
import { verdict } from "./verdict.ts";

/** Milliseconds for the whole run, so that it ends in any case. */
const LIMIT = 40 * 60_000;

process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

const options = readOptions(process.argv.slice(2));
if (typeof options === "string") {
  process.stderr.write(`${options}\n\n${usage}`);
  process.exit(2);
}

const fail = (why: string): never => {
  process.stderr.write(`The benchmarks failed, and there are no results: ${why}\n`);
  process.exit(1);
};

process.on("uncaughtException", (error) => fail(error.stack ?? error.message));
setTimeout(() => fail("they took too long."), LIMIT).unref();

const progress = (text: string) => void process.stderr.write(`${text}\n`);
const where = machine();
const { quick, only, profile, format } = options;
const analyze = options.analyze ? runAnalyze({ quick, progress }) : undefined;
const cache = options.cache ? await runCache({ quick, only, progress }) : undefined;
const check = options.check ? runCheck({ quick, progress }) : undefined;
const lsp = options.lsp ? await runLsp({ quick, progress }) : undefined;
const decide = options.decide ? runDecide({ quick, progress }) : undefined;
const estimate = options.estimate ? runEstimate({ quick, progress }) : undefined;
const body = options.body ? await runBody({ quick, only, progress }) : undefined;
const proxy = options.proxy ? await runProxy({ quick, only, profile, progress }) : undefined;
const faults = options.faults ? await runFaults({ quick, only, progress }) : undefined;
const deadlines = options.deadlines ? await runDeadlines({ quick, only, progress }) : undefined;
const soak = options.soak ? await runSoak({ minutes: quick ? 1 : options.minutes, progress }) : undefined;
const state = options.state ? await runState({ quick, only, progress }) : undefined;
const budgets = options.state ? await runBudgets({ quick, only, profile, progress }) : undefined;
const stream = options.stream ? await runStream({ quick, only, profile, progress }) : undefined;
const translate = options.translate ? await runTranslate({ quick, only, profile, progress }) : undefined;

if (format === "json") {
  const result = {
    machine: where,
    quick,
    profiled: profile !== undefined,
    analyze,
    cache,
    check,
    deadlines,
    decide,
    estimate,
    body,
    proxy,
    faults,
    lsp,
    soak,
    state,
    budgets,
    stream,
    translate,
  };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
} else {
  const notes = quick || profile !== undefined ? "A quick or profiled run: not to be quoted.\n" : "";
  const parts = [
    printMachine(where),
    notes,
    analyze && printAnalyze(analyze),
    cache && printCache(cache),
    check && printCheck(check),
    lsp && printLsp(lsp),
    decide && printDecide(decide),
    estimate && printEstimate(estimate),
    body && printBody(body),
    proxy && printProxy(proxy),
    faults && printFaults(faults),
    deadlines && printDeadlines(deadlines),
    soak && printSoak(soak),
    state && printState(state),
    budgets && printBudgets(budgets),
    stream && printStream(stream),
    translate && printTranslate(translate),
  ];
  process.stdout.write(`${parts.filter(Boolean).join("\n")}\n`);
}
const isBeyond = [
  cache && isCacheBeyond(cache),
  body?.some(({ isOver }) => isOver),
  [...(proxy ?? []), ...(stream?.cases ?? []), ...(budgets ?? [])].some(isOver),
  faults?.some(({ slower, most }) => verdict(slower, most) === "over"),
  soak && isLeaking(soak),
  stream && isOverLine(stream),
  translate?.some(({ toSame, most }) => most !== undefined && verdict(toSame, most) === "over"),
];
if (isBeyond.includes(true)) process.exitCode = 1;
