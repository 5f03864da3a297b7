/** Signatures, judged by botocore: signatures.json was written by botocore/sign.py. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { systemClock } from "../../../../runtime/clock.ts";
import { regionFor } from "../../../../runtime/upstream/credentials/aws/region-for.ts";
import { Signature } from "../../../../runtime/upstream/credentials/aws/signature.ts";
import { Renewed } from "../../../../runtime/upstream/renewed.ts";

interface Case {
  name: string;
  url: string;
  body: string;
  token: string | null;
  authorization: string;
}

const judged = JSON.parse(readFileSync(new URL("botocore/signatures.json", import.meta.url), "utf8")) as {
  cases: Case[];
};
const clock = { ...systemClock, date: () => new Date(Date.UTC(2026, 10, 27, 1, 2, 3)) };

function signature(token: string | null): Signature {
  const value = {
    accessKeyId: "AKIDEXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    sessionToken: token ?? undefined,
  };
  const keys = new Renewed({ source: async () => ({ value }), clock, alarm: () => {} });
  return new Signature({ keys, service: "bedrock", region: "eu-west-1", clock });
}

test.each(judged.cases)("it signs $name as botocore does", async ({ url, body, token, authorization }) => {
  // What else is sent changes nothing: boxes in between may alter it.
  const headers = ["content-type", "application/json", "user-agent", "pointsman", "accept", "text/event-stream"];
  const bodies = [body, Buffer.from(body)];
  for (const written of bodies) {
    const given = await signature(token).headers({ method: "POST", url: new URL(url), headers, body: written });
    expect(given[given.indexOf("authorization") + 1]).toBe(authorization);
    expect(given).toContain("20261127T010203Z");
    expect(given.includes("x-amz-security-token")).toBe(token !== null);
    expect(given).not.toContain("content-type");
  }
});

test.each([
  ["bedrock-runtime.eu-west-1.amazonaws.com", "eu-west-1"],
  ["bedrock-runtime-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1"],
  ["bedrock-runtime.cn-north-1.amazonaws.com.cn", "cn-north-1"],
  ["vpce-0123456789abcdef0-abcdefgh.bedrock-runtime.us-east-1.vpce.amazonaws.com", "us-east-1"],
  ["bedrock-runtime.us-west-2.api.aws", "us-west-2"],
  ["gateway.internal", "ap-south-1"],
])("the region of %s is %s", (hostname, region) => {
  expect(regionFor(hostname, { AWS_REGION: "ap-south-1" })).toBe(region);
});
