import { afterAll, beforeAll, describe } from "vitest";
import { openCacheStore } from "../../../../runtime/cache/store/open-cache-store.ts";
import { hasRedis, RedisServer } from "../../state/store/redis-server.ts";
import { conformance } from "./conformance.ts";

describe.skipIf(!hasRedis)("a cache in Redis", () => {
  let server: RedisServer;
  let stores = 0;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());

  conformance((options) => openCacheStore(`${server.url}?timeout=30000&prefix=p${++stores}`, options));
});
