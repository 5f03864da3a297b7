import { describe, expect, test } from "vitest";
import { FaultLineError, faultForms, parseFaultLine } from "../../../simulator/clocked/parse-fault-line.ts";

const always = { share: 1, from: 0, to: Number.POSITIVE_INFINITY };

describe("a line says who, what, when and how often", () => {
  test.each([
    ["acme down from 10s to 40s", { who: "acme", effect: { kind: "down" }, share: 1, from: 10_000, to: 40_000 }],
    ["acme down from 10s until 40s", { from: 10_000, to: 40_000 }],
    ["acme down from 10m for 1h30m", { from: 600_000, to: 600_000 + 5_400_000 }],
    ["all silent", { who: "all", effect: { kind: "silent" }, ...always }],
    ["acme reset to 500ms", { effect: { kind: "reset" }, from: 0, to: 500 }],
    ["acme first token ×8 from 1m", { effect: { kind: "first-token", times: 8, plus: 0 }, from: 60_000 }],
    ["acme first token x1.5", { effect: { kind: "first-token", times: 1.5, plus: 0 } }],
    ["acme first token +3s", { effect: { kind: "first-token", times: 1, plus: 3_000 } }],
    ["acme speed ×0.2", { effect: { kind: "speed", times: 0.2 } }],
    [
      "acme/some-model:1 rate limit 60 per minute",
      { who: "acme/some-model:1", effect: { kind: "rate-limit", requests: 60, per: 60_000 } },
    ],
    ["acme  cut streams   20%", { effect: { kind: "cut" }, share: 0.2, text: "acme cut streams 20%" }],
    ["acme answers 500 5% from 1s", { effect: { kind: "answers", fault: "500" }, share: 0.05, from: 1_000 }],
    ["acme answers content-filter", { effect: { kind: "answers", fault: "400-content-filter" } }],
    ["acme answers malformed", { effect: { kind: "answers", fault: "malformed" } }],
  ])("%s", (line, means) => {
    expect(parseFaultLine(line)).toMatchObject(means);
  });

  test("every form is read as it is shown", () => {
    for (const { shown } of faultForms) expect(parseFaultLine(`acme ${shown}`).who).toBe("acme");
  });
});

describe("a line that is wrong is quoted, and the way out is shown", () => {
  test.each([
    ["", /`<provider> <what>`.*`down`/],
    ["acme", /`<provider> <what>`/],
    ["acme explodes", /`explodes` is nothing that can happen\. There are `down`, .*`from 10s to 40s`/],
    ["acme down from tomorrow", /`tomorrow` is no time; write `500ms`/],
    ["acme down from 10s to 5s", /ends before it begins/],
    ["acme down from 10s to 10s", /ends before it begins/],
    ["acme down to 0s", /ends before it begins/],
    ["acme down for soon", /`soon` is no time/],
    ["acme cut streams 0%", /`0%` is no share of requests/],
    ["acme cut streams 120%", /`120%` is no share/],
    ["acme cut streams some%", /`some%` is no share/],
    ["acme first token ×0", /`0` is no factor above 0/],
    ["acme first token +later", /`later` is no time/],
    ["acme first token", /is nothing that can happen/],
    ["acme speed ×0", /`0` is no factor/],
    ["acme rate limit 60 per fortnight", /is nothing that can happen/],
    ["acme answers 418", /`418` is nothing that can be answered; there are 401, .*content-filter/],
  ])("%s", (line, message) => {
    expect(() => parseFaultLine(line)).toThrow(FaultLineError);
    expect(() => parseFaultLine(line)).toThrow(message);
    expect(() => parseFaultLine(line)).toThrow(`the fault \`${line}\``);
  });
});
