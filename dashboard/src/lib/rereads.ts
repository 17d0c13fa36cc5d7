import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLive } from "./live.ts";
import { Rereading } from "./rereading.ts";

/** A network that has come back is heard of by several lines at once. */
const after_break_ms = 300;

/** Has what live messages made old read again, wherever it is shown; after a break, everything. */
export function useRereads(): void {
  const queries = useQueryClient();
  const [rereading] = useState(() =>
    new Rereading({
      view: (view) => void queries.invalidateQueries({ queryKey: [view] }),
      all: () => void queries.invalidateQueries(),
    }, after_break_ms)
  );
  useLive((message) => rereading.hear(message), () => rereading.missed());
  useEffect(() => () => rereading.forget(), []);
}
