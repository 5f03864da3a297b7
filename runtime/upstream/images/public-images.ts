import type { Network } from "../network.ts";
import type { Images } from "./images.ts";

/** From what anyone on the internet can reach. The guard is loaded with the first image. */
export function publicImages(network: Network): Images {
  let images: Promise<Images> | undefined;
  const load = async (): Promise<Images> => {
    const [{ ImageFetcher }, { publicReach }] = await Promise.all([import("./image-fetcher.ts"), import("./reach.ts")]);
    return new ImageFetcher(publicReach(network));
  };
  return {
    fetch: async (...asked) => {
      images ??= load();
      return (await images).fetch(...asked);
    },
  };
}
