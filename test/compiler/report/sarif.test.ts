import { describe, expect, test } from "vitest";
import { sarif } from "../../../compiler/report/sarif.ts";
import { compileFiles } from "../in-memory.ts";
import { line, shownFinding, witness } from "./shown-finding.ts";

interface Region {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}
interface Location {
  physicalLocation: { artifactLocation: { uri: string; uriBaseId: string }; region: Region };
}
interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: Location[];
  relatedLocations?: (Location & { id: number; message: { text: string } })[];
  partialFingerprints: Record<string, string>;
  codeFlows?: {
    threadFlows: { locations: { location: Partial<Location> & { message: { text: string } } }[] }[];
  }[];
  properties?: { witness: unknown };
  fixes?: { artifactChanges: { replacements: { deletedRegion: Region; insertedContent: { text: string } }[] }[] }[];
}
interface Run {
  tool: { driver: { name: string; rules: { id: string; help: { text: string } }[] } };
  columnKind: string;
  results: Result[];
}

const source = `routes:
  "ch😀t": { otherwise: opneai/gpt-5.4-mini }
  chat:
    rules:
      - { when: 'r.metadata.x == "😀" && r.sream', use: openai/gpt-6-luna }
    otherwise: standart
tiers:
  standard: openai/gpt-5.4-mini
`;

function run(files: Record<string, string>): Run {
  return sarif(compileFiles(files).diagnostics, "1.2.3").runs[0] as Run;
}

describe("SARIF", () => {
  const { tool, columnKind, results } = run({ "a b/routes#1.yaml": source });

  test("has what the standard requires of a log", () => {
    const log = sarif([], "1.2.3");
    expect(log).toMatchObject({ version: "2.1.0", runs: [{ tool: { driver: { name: "pointsman" } }, results: [] }] });
    expect(log.$schema).toMatch(/sarif-schema-2\.1\.0\.json$/);
  });

  test("names each broken rule once, with its page, and each result points at its rule", () => {
    const ids = tool.driver.rules.map(({ id }) => id);
    expect(ids).toEqual([...new Set(results.map(({ ruleId }) => ruleId))].sort());
    for (const { help } of tool.driver.rules) expect(help.text).toContain("The mend: ");
    for (const { ruleId, ruleIndex, level, message } of results) {
      expect(ids[ruleIndex]).toBe(ruleId);
      expect(["error", "warning"]).toContain(level);
      expect(message.text).not.toBe("");
    }
  });

  test("counts lines and columns from 1, in UTF-16 units, with relative addresses", () => {
    expect(columnKind).toBe("utf16CodeUnits");
    const lines = source.split("\n");
    for (const { locations, relatedLocations = [] } of results) {
      for (const { physicalLocation } of [...locations, ...relatedLocations]) {
        const { startLine, startColumn, endLine, endColumn } = physicalLocation.region;
        expect(startLine).toBeGreaterThanOrEqual(1);
        expect(startColumn).toBeGreaterThanOrEqual(1);
        expect(endLine > startLine || endColumn > startColumn).toBe(true);
        expect(endColumn).toBeLessThanOrEqual((lines[endLine - 1]?.length ?? 0) + 1);
        expect(physicalLocation.artifactLocation).toEqual({ uri: "a%20b/routes%231.yaml", uriBaseId: "%SRCROOT%" });
      }
    }
    const stream = results.find(({ ruleId }) => ruleId === "name/unknown-fact");
    const { startLine, startColumn } = stream!.locations[0]!.physicalLocation.region;
    expect(lines[startLine - 1]?.slice(startColumn - 1)).toMatch(/^r\.(sream|metadata)/);
  });

  test("has a fingerprint for each result, the same when lines move", () => {
    const names = results.map(({ partialFingerprints }) => partialFingerprints["pointsmanFinding/v1"]);
    expect(new Set(names).size).toBe(names.length);
    const moved = run({ "a b/routes#1.yaml": `# moved\n\n${source}` });
    expect(moved.results.map(({ partialFingerprints }) => partialFingerprints["pointsmanFinding/v1"])).toEqual(names);
  });

  test("carries fixes", () => {
    const fixed = results.find(({ ruleId }) => ruleId === "name/unknown-tier");
    const replacement = fixed?.fixes?.[0]?.artifactChanges[0]?.replacements[0];
    expect(replacement?.insertedContent.text).toBe("standard");
    expect(replacement?.deletedRegion).toMatchObject({ startLine: 6, startColumn: 16, endLine: 6, endColumn: 24 });
  });

  test("shows a request, and what happens to it as a flow: a step that is nowhere written stands where the one before does", () => {
    const finding = shownFinding(line);
    const [flowing] = (sarif([finding], "1.2.3").runs[0] as Run).results;
    expect(flowing?.properties).toEqual({ witness });
    expect(flowing?.codeFlows).toHaveLength(1);
    expect(flowing?.codeFlows?.[0]?.threadFlows).toHaveLength(1);
    const steps = flowing!.codeFlows![0]!.threadFlows[0]!.locations.map(({ location }) => location);
    expect(steps.map(({ message }) => message.text)).toEqual(finding.shown?.trace.map(({ text }) => text));
    expect(steps.map(({ physicalLocation }) => physicalLocation?.region.startColumn)).toEqual([1, 1, 40]);
    expect(steps[1]?.physicalLocation).toEqual(steps[0]?.physicalLocation);
    expect(steps[0]?.physicalLocation?.artifactLocation).toEqual({ uri: "routes.ts", uriBaseId: "%SRCROOT%" });
  });

  test("has no flow without a step, and neither flow nor request where none is shown", () => {
    const finding = shownFinding(line);
    const { shown, ...unshown } = finding;
    const still = { ...finding, shown: { witness, trace: [] } };
    const [first, second] = (sarif([still, unshown], "1.2.3").runs[0] as Run).results;
    expect(first).not.toHaveProperty("codeFlows");
    expect(first?.properties).toEqual({ witness });
    expect(second).not.toHaveProperty("codeFlows");
    expect(second).not.toHaveProperty("properties");
    expect(first?.partialFingerprints).not.toEqual({});
  });
});
