import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem.ts";

/** What is read, how long it counts as fresh, and when it is tried again. */
export function newQueryClient(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        if (queryKey[0] !== "staff") askWhoIAm(error);
      },
    }),
    mutationCache: new MutationCache({ onError: askWhoIAm }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // Without a network it is said so at once, and read when it is back; a command must never run later by itself.
        networkMode: "always",
        refetchOnReconnect: true,
        retry: mayComeBack,
      },
      mutations: { networkMode: "always" },
    },
  });

  /** Refused for want of a permission: the role may be another one by now. */
  function askWhoIAm(error: unknown): void {
    if (error instanceof Problem && error.code === "FORBIDDEN") {
      void queries.invalidateQueries({ queryKey: ["staff"] });
    }
  }
  return queries;
}

/** What the API refuses it refuses again; a network or a server may come back. */
export function mayComeBack(failures: number, error: unknown): boolean {
  return failures < 2 && !(error instanceof Problem && error.isFinal);
}
