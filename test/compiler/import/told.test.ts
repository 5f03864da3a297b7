import { describe, expect, test } from "vitest";
import { list, litellm, model, portkey } from "./imported.ts";

describe("names", () => {
  test("are kept, with a slash too", () => {
    const { policy, table } = litellm(
      list(model("model: openai/gpt-5.4-mini", "openai/gpt-5.4-mini"), model("model: xai/*", '"xai/*"')),
    );
    expect(policy).toContain("openai/gpt-5.4-mini: { otherwise: openai/gpt-5.4-mini }");
    expect(policy).toContain('when: r.model === "xai/grok-4.7", use: xai/grok-4.7');
    expect(table!.value.routes.map(({ name }) => name)).toEqual(["openai/gpt-5.4-mini", "xai/*"]);
  });

  test.each([
    [
      "a fallback that nothing names",
      list(model("model: openai/gpt-5.4-mini", "main"), model("model: xai/grok-4.7", "primary-fallback")),
      "3 name/unnamed-fallback",
    ],
    ["a name of one family, served by another", list(model("model: xai/grok-4.7", "gpt-4o")), "2 name/other-family"],
    [
      "an order in comments",
      `model_list:\n  # Primary\n${model("model: xai/grok-4.7")}  # Fallback\n${model("model: openai/gpt-5.4-mini")}`,
      "5 chain/order-in-comment",
    ],
  ])("%s is told", (_, text, expected) => {
    expect(litellm(text).lines.map((line) => line.split(":")[0])).toContain(expected);
  });
});

describe("settings", () => {
  test.each([
    ["fallbacks: [b]", /syntax\/changed-by-import: a fallback without a group/],
    [
      "routing_strategy: round-robin",
      /`routing_strategy` is carried over in another way: the router has no such strategy/,
    ],
    ["routing_strategy: priority", /the router has no such strategy/],
  ])("%s is told", (setting, expected) => {
    const text = `${list(model("model: openai/gpt-5.4-mini", "a"), model("model: xai/grok-4.7", "a"), model("model: xai/grok-4.6", "b"))}router_settings: { ${setting} }\n`;
    expect(litellm(text).lines.join("\n")).toMatch(expected);
  });

  test("fallbacks without a group are those of every group", () => {
    const { policy } = litellm(
      `${list(model("model: openai/gpt-5.4-mini", "a"), model("model: xai/grok-4.7", "b"))}router_settings: { fallbacks: [b] }\n`,
    );
    expect(policy).toContain("otherwise: [openai/gpt-5.4-mini, xai/grok-4.7]");
  });

  test("shares that the strategy does not go by are told; limits that it holds are limits", () => {
    const two = list(
      model("model: openai/gpt-5.4-mini, weight: 3, rpm: 60, tpm: 9000"),
      model("model: xai/grok-4.7, rpm: 30"),
    );
    const shuffled = litellm(`${two}`);
    expect(shuffled.lines.join("\n")).toMatch(/`rpm` is not carried over: the router shares by `weight` in this group/);
    const limited = litellm(`${two}router_settings: { routing_strategy: usage-based-routing-v2 }\n`);
    expect(limited.policy).toContain("by: room");
    expect(limited.overlay).toContain("limits: { requests: 60, tokens: 9000, window: minute }");
    expect(limited.lines.join("\n")).toMatch(
      /`weight` is not carried over: `usage-based-routing-v2` does not go by it/,
    );
  });

  test("the size of a known model, and what is asked at once, stand in the overlay", () => {
    const { overlay } = litellm(
      list(model("model: openai/gpt-5.4-mini, max_parallel_requests: 8", "chat", "max_input_tokens: 9000")),
    );
    expect(overlay).toContain("openai/gpt-5.4-mini: { maxInput: 9000, concurrency: 8 }");
  });

  test("a fixed answer is no paid call", () => {
    const { policy, lines } = litellm(
      list(model("model: openai/gpt-5.4-mini, mock_response: hello"), model("model: xai/grok-4.7", "b")),
    );
    expect(policy).not.toContain("gpt-5.4-mini");
    expect(lines.join("\n")).toMatch(/^2 syntax\/not-carried-over: the deployment of `openai\/gpt-5.4-mini`/m);
  });

  test.each(["dall-e-3", "gpt-image-9", "whisper-1", "tts-1-hd", "sora-2", "flux-1.1-pro"])(
    "%s is left out by its kind",
    (name) => {
      const { policy, lines } = litellm(list(model(`model: openai/${name}`, "x"), model("model: xai/grok-4.7", "b")));
      expect(policy).not.toContain(name);
      expect(lines[0]).toMatch(
        /^2 syntax\/not-carried-over: .*only models for chat and known embedding models are, and it is for \w+$/,
      );
    },
  );

  test("a retired chat model is told as such, and what falls back to it is not told that it names nothing", () => {
    const { lines } = litellm(
      `${list(model("model: openai/gpt-5.4-mini", "a"), model("model: gemini/gemini-1.5-flash", "b"))}litellm_settings: { drop_params: true, fallbacks: [{ a: [b] }] }\n`,
    );
    expect(lines.filter((line) => /embedding|unknown-group/.test(line))).toEqual([]);
    expect(lines.join("\n")).toMatch(/3 catalog\/retired-model/);
  });

  test.each(["disable_error_logs", "user_header_name", "allowed_ips"])("%s is known", (name) => {
    const { lines } = litellm(`${list(model("model: xai/grok-4.7"))}general_settings: { ${name}: x }\n`);
    expect(lines.join()).toMatch(/syntax\/not-carried-over/);
  });

  test("what is not known is said to be, and is not said to have no effect", () => {
    const { lines } = litellm(`${list(model("model: xai/grok-4.7"))}general_settings: { made_up: x }\n`);
    expect(lines).toEqual([expect.stringMatching(/^3 name\/unknown-setting: `made_up` is not known here/)]);
  });

  test("a misplaced setting is sent to where it belongs", () => {
    const { diagnostics } = litellm(`${list(model("model: xai/grok-4.7"))}general_settings: { cooldown_time: 5 }\n`);
    expect(diagnostics[0]!.help).toContain("router_settings");
  });

  test("what is said of three hundred places is one finding with its places", () => {
    const many = Array.from({ length: 300 }, (_, index) => model("model: xai/grok-4.7, temperature: 0.5", `m${index}`));
    const { diagnostics, account } = litellm(list(...many));
    expect(diagnostics.map(({ code, labels }) => [code, labels.length])).toEqual([["syntax/not-carried-over", 299]]);
    expect(account).toMatchObject({ leftOut: 300, wrong: 0, changed: 0 });
  });
});

describe("Portkey", () => {
  test.each([
    ["a strategy that is a text", { strategy: "fallback" }, "[openai/gpt-5.4-mini, xai/grok-4.7]"],
    ["load_balance", { strategy: { mode: "load_balance" } }, "split: { openai/gpt-5.4-mini: 1, xai/grok-4.7: 1 }"],
  ])("%s is taken as meant, and told", (_, strategy, expected) => {
    const targets = [
      { provider: "openai", override_params: { model: "gpt-5.4-mini" } },
      { provider: "x-ai", override_params: { model: "grok-4.7" } },
    ];
    const { policy, lines } = portkey({ ...strategy, targets });
    expect(policy).toContain(expected);
    expect(lines.join()).toMatch(/syntax\/changed-by-import/);
  });

  test("targets inside the strategy, and status codes beside it, are taken as meant, and told", () => {
    const targets = ["gpt-5.4-mini", "gpt-6-luna"].map((name) => ({
      provider: "openai",
      override_params: { model: name },
    }));
    const { policy, lines } = portkey({ strategy: { mode: "fallback", targets }, on_status_codes: [429] });
    expect(policy).toContain("[openai/gpt-5.4-mini, openai/gpt-6-luna]");
    expect(policy).toContain("fallbackOn: [rate-limited, quota]");
    expect(lines.join()).toMatch(/`targets`.*`on_status_codes`/s);
  });

  test("targets without a model take the client's", () => {
    const { policy, table } = portkey({
      strategy: { mode: "fallback" },
      targets: [{ provider: "openai" }, { provider: "azure-openai", azure_resource_name: "acme" }],
    });
    expect(policy).toMatch(/"\*":\s+rules:/);
    expect(policy).toContain('when: r.model === "gpt-5.4-mini", use: [openai/gpt-5.4-mini, azure-acme/gpt-5.4-mini]');
    expect(table?.value.plans.length).toBeGreaterThan(0);
  });

  test("where there are too many models, one line is to be filled in, and it does not compile", () => {
    const { policy, table, lines } = portkey({ provider: "bedrock", api_key: "sk-***" });
    expect(policy).toContain("bedrock/?");
    expect(table).toBeUndefined();
    expect(lines.join("\n")).toMatch(
      /the model of this target is not carried over: it takes the model from the request/,
    );
  });

  test("requests that stay together do so by the same field", () => {
    const { policy } = portkey({
      strategy: { mode: "loadbalance", sticky_session: { hash_fields: ["metadata.user"], ttl: 60 } },
      targets: ["gpt-5.4-mini", "gpt-6-luna"].map((name) => ({
        provider: "openai",
        weight: 1,
        override_params: { model: name },
      })),
    });
    expect(policy).toContain("by: metadata.user");
  });
});
