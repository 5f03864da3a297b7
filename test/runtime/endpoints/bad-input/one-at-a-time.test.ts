/** One thing wrong at a time, in every place of bodies that say every parameter: a refusal that names the place, or an answer. */
import { beforeAll, describe, expect, test } from "vitest";
import { thorough } from "../../../thorough.ts";
import { bodyAt, cases, listed } from "./cases.ts";
import { faultOf } from "./faults.ts";
import { type Gateway, startGateway } from "./gateway.ts";
import { tryAll } from "./try-all.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
  return () => gateway.close();
});

test.each(Object.entries(listed))("the bodies of %s say every parameter that is listed", (path, names) => {
  const said = cases.filter((one) => one.path === path).flatMap(({ body }) => Object.keys(body));
  expect(names.filter((name) => !said.includes(name))).toEqual([]);
});

describe.each(cases)("$name", (one) => {
  test.each(one.places)("with nothing wrong it is answered by %s", async (place) => {
    const reply = await gateway.post(one.path, JSON.stringify(bodyAt(one, place)));
    expect([reply.status, faultOf(reply, one.protocol)], reply.text).toEqual([200, undefined]);
  });

  test("whatever is wrong, a client reads where it is, or an answer", async () => {
    // All of them at every provider: npm run verify:input.
    const { asked, refused, faults } = await tryAll(gateway, one, { step: thorough(7, 61) });
    expect(faults).toEqual([]);
    expect(refused).toBeGreaterThan(asked / 4);
  });
});
