import { describe, expect, test } from "vitest";
import { compileFiles } from "../in-memory.ts";
import { list, litellm, model, portkey } from "./imported.ts";

describe("an address of one's own never leads to a public vendor", () => {
  test.each([
    ["a variable", "api_base: os.environ/PRIVATE_BASE", "${PRIVATE_BASE}"],
    ["a variable in braces", 'api_base: "${BASE}"', "${BASE}"],
    ["a host that no URL has", "api_base: http://qwen3.6:8000/v1", "http://qwen3.6:8000/v1"],
    ["a word", "base_url: internal", "baseUrl: internal"],
    ["an address", "api_base: https://llm.example.com/v1", "https://llm.example.com/v1"],
  ])("%s", (_, written, expected) => {
    for (const id of ["openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5", "mistral/mistral-large-2512"]) {
      const { policy, overlay, table } = litellm(list(model(`model: ${id}, ${written}, api_key: os.environ/KEY`)));
      expect(policy).not.toContain(`otherwise: ${id}`);
      expect(overlay).toContain(expected);
      expect(overlay).toContain("env: [KEY]");
      expect(JSON.stringify(table?.value ?? "")).not.toMatch(/api\.(openai|anthropic|mistral)\./);
    }
  });

  test("custom_host of Portkey likewise", () => {
    const { policy, overlay } = portkey({
      provider: "openai",
      custom_host: "https://llm.example.com/v1",
      api_key: "sk-***",
      override_params: { model: "gpt-5.4-mini" },
    });
    expect(policy).toContain("otherwise: openai-example/gpt-5.4-mini");
    expect(overlay).toContain("baseUrl: https://llm.example.com/v1");
  });

  test("that of another provider of the catalog is that provider", () => {
    const { policy, overlay } = litellm(
      list(
        model(
          "model: openai/openai/gpt-5.4-mini, api_base: https://openrouter.ai/api/v1, api_key: os.environ/OPENROUTER_API_KEY",
        ),
      ),
    );
    expect(policy).toContain("otherwise: openrouter/openai/gpt-5.4-mini");
    expect(overlay).toBeUndefined();
  });

  test("a server of Ollama keeps its dialect's own path", () => {
    const { overlay, table } = litellm(list(model("model: ollama/gpt-oss:20b, api_base: http://ollama:11434")));
    expect(overlay).toContain("{ like: ollama, baseUrl: http://ollama:11434 }");
    expect(JSON.stringify(table?.value)).toContain("/api/chat");
  });
});

describe("law and region are unknown at another address", () => {
  test("a claim about them is not proved", () => {
    const { overlay, table } = litellm(
      list(
        model(
          "model: anthropic/claude-haiku-5-5, api_base: https://llm.example.cn/apps/anthropic, api_key: os.environ/K",
        ),
      ),
    );
    expect(overlay).toMatch(/like: anthropic\s+baseUrl: https:\/\/llm.example.cn\/apps\/anthropic\/v1/);
    expect(table!.value.targets.map(({ id, ...target }) => [id, "jurisdiction" in target])).toEqual([
      ["anthropic-example/claude-haiku-5-5", false],
    ]);
  });
});

describe("time", () => {
  const five = [
    "openai/gpt-5.4-mini",
    "openai/gpt-6-luna",
    "mistral/mistral-large-2512",
    "xai/grok-4.7",
    "anthropic/claude-haiku-5-5",
  ];

  test("each attempt has the original's limit, and the deadline is what a client might wait", () => {
    const { policy } = litellm(
      `${list(...five.map((id) => model(`model: ${id}`)))}router_settings: { timeout: 20, num_retries: 4 }\n`,
    );
    expect(policy).toMatch(/deadline: 100s, attempt: 20s, retry: \{ times: 4 \}/);
  });

  test("fallbacks wait after each other", () => {
    const { policy } = litellm(
      `${list(model("model: openai/gpt-5.4-mini, timeout: 10", "a"), model("model: xai/grok-4.7, timeout: 30", "b"))}` +
        "router_settings: { num_retries: 1, retry_after: 2, fallbacks: [{ a: [b] }] }\n",
    );
    expect(policy).toMatch(/deadline: 80s\s+attempt: 30s\s+retry: \{ times: 1, after: 2s \}/);
  });

  test("Portkey counts in milliseconds", () => {
    const { policy } = portkey({
      provider: "openai",
      request_timeout: 1500,
      retry: { attempts: 2 },
      override_params: { model: "gpt-5.4-mini" },
    });
    expect(policy).toContain("deadline: 4500ms, attempt: 1500ms, retry: { times: 2 }");
  });
});

describe("keys", () => {
  test("two keys of one provider are two targets that share", () => {
    const { policy, overlay, table } = litellm(
      list(
        model("model: openai/gpt-5.4-mini, api_key: os.environ/OPENAI_API_KEY"),
        model("model: openai/gpt-5.4-mini, api_key: os.environ/OPENAI_KEY_B"),
      ),
    );
    expect(policy).toMatch(
      /balance: \[openai\/gpt-5.4-mini, openai-openai-key-b\/gpt-5.4-mini|balance: \[openai\/gpt-5.4-mini, openai-/,
    );
    expect(overlay).toContain("env: [OPENAI_KEY_B]");
    expect(table?.value.targets).toHaveLength(2);
  });

  test("also where they are written out, or crossed out", () => {
    const written = litellm(
      list(
        model("model: openai/gpt-5.4-mini, api_key: sk-Ab1Zx81kq0"),
        model("model: openai/gpt-5.4-mini, api_key: sk-Cd2Yw72jr9"),
      ),
    );
    expect(written.table?.value.targets).toHaveLength(2);
    expect(written.overlay).toContain("env: [OPENAI_API_KEY_2]");
    const target = { provider: "openai", api_key: "sk-***", weight: "0.5", override_params: { model: "gpt-5.4-mini" } };
    const crossed = portkey({ strategy: { mode: "loadbalance" }, targets: [target, target] });
    expect(crossed.table?.value.targets).toHaveLength(2);
  });

  test.each([
    "dummy-key",
    "lm-studio",
    "ollama",
    "sk-***",
    "none",
    "sk-1234",
    "not-needed",
    "your-api-key",
    "<key>",
    "fake-key",
    "EMPTY",
  ])("%s is no secret", (key) => {
    const { diagnostics } = litellm(list(model(`model: openai/m, api_base: http://llm:8000/v1, api_key: "${key}"`)));
    expect(diagnostics.map(({ code }) => code)).not.toContain("syntax/secret-in-policy");
  });
});

describe("what only the team knows", () => {
  test("is a place to fill in, and the policy compiles once it is", () => {
    const { policy, overlay, table, lines } = litellm(
      list(model("model: openai/my-model, api_base: https://llm.example.com/v1, api_key: os.environ/OPENAI_API_KEY")),
    );
    expect(table).toBeUndefined();
    expect(overlay).toContain('openai-example/my-model: { context: "?" }');
    expect(overlay).toContain("env: [OPENAI_API_KEY]");
    expect(lines).toEqual([
      expect.stringMatching(/^2 syntax\/fill-in: `models.openai-example\/my-model.context` is yours to fill in/),
    ]);
    const filled = { "routes.yaml": policy!, "catalog.yaml": overlay!.replace('"?"', "32000") };
    expect(compileFiles(filled)).toMatchObject({ diagnostics: [], table: {} });
  });

  test("at a provider that nobody knows it is the address as well", () => {
    const { policy, overlay, lines } = litellm(list(model("model: replicate/meta/llama-9, api_key: os.environ/KEY")));
    expect(lines.map((line) => line.split(" ")[1])).toEqual(["syntax/fill-in:", "syntax/fill-in:"]);
    const address = overlay!.replace('"?"', "https://llm.example.com/v1").replace('"?"', "32000");
    expect(compileFiles({ "routes.yaml": policy!, "catalog.yaml": address }).table).toBeDefined();
  });

  test("a model that a variable names goes on being named by it", () => {
    const { overlay } = litellm(list(model("model: openai/os.environ/MODEL, api_base: os.environ/BASE")));
    expect(overlay).toContain('name: "${MODEL}"');
  });

  test("is not asked for where `model_info` says it", () => {
    const { overlay, table } = litellm(
      list(
        model(
          "model: openai/my-model, api_base: https://llm.example.com/v1",
          "chat",
          "max_input_tokens: 32000, max_output_tokens: 4000, supports_vision: true",
        ),
      ),
    );
    expect(overlay).toContain("{ context: 32000, maxOutput: 4000, caps: { vision: true } }");
    expect(table).toBeDefined();
  });

  test("what is known of a model's other size, or of its free variant, holds", () => {
    const { overlay, table } = litellm(
      list(model("model: ollama/gemma3:1b"), model("model: openrouter/openai/gpt-5.4-mini:free", "free")),
    );
    expect(overlay).toMatch(/ollama\/gemma3:1b: \{ like: "?ollama\/gemma3:\w+"?, name: "?gemma3:1b"? \}/);
    expect(overlay).toContain("price: { input: 0, output: 0 }");
    expect(table).toBeDefined();
  });
});
