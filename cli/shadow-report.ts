/** How shadows compare with what answers, for people. */
import type { Agreement, ComparisonReport, ShadowReport, ShadowsReport, Spread } from "../schemas/shadows.ts";
import { columns } from "./columns.ts";
import { likelyShare } from "./likely-share.ts";

export function shadowReport({ since, underWay, shadows }: ShadowsReport): string {
  if (shadows.length === 0) return "No request has had a shadow yet.";
  const open = underWay === 0 ? "" : `; ${underWay} under way`;
  const head = since === undefined ? [] : [`since ${since}${open}`];
  return [...head, ...shadows.flatMap(partsOf)].join("\n\n");
}

function partsOf(report: ShadowReport): string[] {
  const { route, shadow, skipped, beside } = report;
  const left = Object.entries(skipped).map(([why, count]) => `${why} ${count}`);
  const alone = left.length > 0 ? [`${route}: ${shadow ?? "no target"} was skipped: ${left.join(", ")}`] : [];
  return [...beside.map((one) => compared(route, shadow ?? "", one)), ...alone];
}

function compared(route: string, shadow: string, one: ComparisonReport): string {
  const rows = [
    [`${route}`, shadow, one.target, "difference", ""],
    ...spreadRows("first token", one.firstToken, milliseconds),
    ...spreadRows("whole answer", one.total, milliseconds),
    ...spreadRows("characters", one.length, plain),
    ...costRows(one),
    ...formRows(one),
    ...scoreRows(one),
  ];
  return [columns(rows, 1), counts(one), ...agreements(one), ...judged(one)].join("\n");
}

/** Of fewer a 95th percentile says nothing. */
const FEW = 20;

function spreadRows(name: string, spread: Spread | undefined, spelled: (value: number) => string): string[][] {
  if (!spread) return [];
  const { of, shadow, beside, difference } = spread;
  const { likely } = difference;
  const sure = likely ? `(${signed(likely[0], spelled)} to ${signed(likely[1], spelled)})` : `(${of} are few)`;
  const median = [`${name} p50`, spelled(shadow.p50), spelled(beside.p50), signed(difference.p50, spelled), sure];
  const late = [`${name} p95`, spelled(shadow.p95), spelled(beside.p95), signed(difference.p95, spelled), ""];
  return of < FEW ? [median] : [median, late];
}

function costRows({ cost: { of, shadow, beside } }: ComparisonReport): string[][] {
  if (of === 0) return [];
  const dollars = (sum: number): string => `$${(sum / of).toPrecision(3)}`;
  const share = beside === 0 ? "" : signed(Math.round((shadow / beside - 1) * 100), (value) => `${value} %`);
  return [["cost of an answer", dollars(shadow), dollars(beside), share, ""]];
}

function formRows({ form: { of, shadow, beside } }: ComparisonReport): string[][] {
  if (of === 0) return [];
  return [["keeps to the form", percent(shadow, of), percent(beside, of), "", `(of ${of})`]];
}

function scoreRows({ scores }: ComparisonReport): string[][] {
  if (scores?.shadow === undefined || scores.beside === undefined) return [];
  const { shadow, beside, scored } = scores;
  const points = (value: number): string => value.toFixed(2);
  return [["score, mean", points(shadow), points(beside), signed(shadow - beside, points), `(of ${scored})`]];
}

function judged({ scores }: ComparisonReport): string[] {
  if (!scores) return [];
  const { judge, asked, scored, wins, ties, losses, skipped, failed, unreadable, spent, unpriced } = scores;
  const better = wins + losses > 0 ? `; better: ${agreement({ of: wins + losses, same: wins })}` : "";
  const said = scored > 0 ? [`${judge} scores it higher ${wins}, alike ${ties}, lower ${losses}${better}`] : [];
  const failures = [...Object.entries(failed), ...(unreadable > 0 ? [["unreadable", unreadable]] : [])];
  const why = failures.length > 0 ? `; failed: ${failures.map((one) => one.join(" ")).join(", ")}` : "";
  const left = Object.entries(skipped).map((one) => one.join(" "));
  const skips = left.length > 0 ? `; skipped: ${left.join(", ")}` : "";
  const unknown = unpriced > 0 ? `, of ${unpriced} it is not known` : "";
  return [...said, `judged ${asked}, scored ${scored}${why}${skips}; cost $${spent.toFixed(6)} in all${unknown}`];
}

function counts({ asked, answered, failed, spent, unpriced }: ComparisonReport): string {
  const failures = Object.entries(failed).map(([name, count]) => `${name} ${count}`);
  const why = failures.length > 0 ? `; failed: ${failures.join(", ")}` : "";
  const unknown = unpriced > 0 ? `, of ${unpriced} it is not known` : "";
  return `asked ${asked}, answered ${answered}${why}; cost $${spent.toFixed(6)} in all${unknown}`;
}

function agreements({ compared, finish, tools }: ComparisonReport): string[] {
  if (compared === 0) return ["no two answers could be compared yet"];
  return [`ends alike: ${agreement(finish)}`, ...(tools.of > 0 ? [`calls the same tools: ${agreement(tools)}`] : [])];
}

/** With what is likely of all there could be. */
function agreement({ of, same }: Agreement): string {
  const [from, to] = likelyShare(same, of);
  return `${percent(same, of)} of ${of} (with 95 %, ${Math.floor(from * 100)} to ${Math.ceil(to * 100)} %)`;
}

function percent(part: number, of: number): string {
  return `${((100 * part) / of).toFixed(1)} %`;
}

function milliseconds(value: number): string {
  return `${Math.round(value)} ms`;
}

function plain(value: number): string {
  return String(Math.round(value));
}

function signed(value: number, spelled: (value: number) => string): string {
  const text = spelled(Math.abs(value));
  return value < 0 ? `−${text}` : `+${text}`;
}
