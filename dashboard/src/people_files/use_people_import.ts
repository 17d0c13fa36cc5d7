import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type Problem, problemOf } from "../lib/problem.ts";
import { tableOf } from "../product_files/file_table.ts";
import { FileRefused } from "../product_files/problems.ts";
import { withThoseCountingOn } from "./order.ts";
import { checkFor, sendFor, touched } from "./queries.ts";
import { nothing_sent, type Progress, sendRows } from "./sending.ts";
import { type ReadPeople, readPeople } from "./table.ts";

/** A file of people on its way into the shop. */
export interface Import {
  file: { id: string; name: string };
  read: ReadPeople;
  /** What importing would do, as far as the mall was asked. */
  tried: Progress;
  sent: Progress;
  /** checking: nothing is written · ready · ended: by staff, or by a failure; what is left can still be sent */
  state: "checking" | "unchecked" | "ready" | "sending" | "ended" | "done";
  failure: Problem | null;
}

/** What the mall would do with what it was asked about, and with whoever counts on that. */
export const triedLines = ({ read, tried }: Import) => withThoseCountingOn(read.rows, tried.lines);

/** How many rows would change something. */
export function changingRows(current: Import): number {
  const lines = [...triedLines(current).values()];
  return lines.filter(({ outcome }) => outcome === "taken" || outcome === "waiting").length;
}

export function usePeopleImport() {
  const [current, setCurrent] = useState<Import | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const isEnded = useRef(false);
  const queries = useQueryClient();
  const isSending = current?.state === "sending";

  useEffect(() => () => {
    isEnded.current = true; // whoever leaves the page ends it after the portion under way
  }, []);
  useEffect(() => {
    if (!isSending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isSending]);

  const change = (some: Partial<Import>) => setCurrent((now) => now && { ...now, ...some });

  async function choose(chosen: File): Promise<void> {
    setReading(true);
    setRefusal(null);
    setCurrent(null);
    try {
      const read = readPeople(await tableOf(chosen));
      const file = { id: crypto.randomUUID(), name: chosen.name.slice(0, 100) };
      const begun = { tried: nothing_sent, sent: nothing_sent, failure: null };
      const next: Import = { file, read, ...begun, state: "checking" };
      setCurrent(next);
      void check(next);
    } catch (error) {
      setRefusal(error instanceof FileRefused ? error.message : "文件读不出来，请重新选择。");
    } finally {
      setReading(false);
    }
  }

  /** Asks what would happen, from the beginning or from where it ended. */
  async function check({ file, read, tried }: Import): Promise<void> {
    isEnded.current = false;
    change({ state: "checking", failure: null });
    const tell = (progress: Progress) => change({ tried: progress });
    try {
      await sendRows(read.rows, checkFor(file), tried, tell, () => isEnded.current);
      change({ state: "ready" });
    } catch (error) {
      change({ state: "unchecked", failure: problemOf(error) });
    }
  }

  /** From the beginning, or from where it ended; also what is refused, so that the kept report has it. */
  async function send(now: Import, reason: string): Promise<void> {
    isEnded.current = false;
    change({ state: "sending", failure: null });
    const { rows } = now.read;
    const tell = (sent: Progress) => change({ sent });
    try {
      const { through } = await sendRows(
        ...[rows, sendFor(now.file, reason), now.sent, tell, () => isEnded.current] as const,
      );
      change({ state: through < rows.length ? "ended" : "done" });
    } catch (error) {
      change({ state: "ended", failure: problemOf(error) });
    }
    for (const view of touched) void queries.invalidateQueries({ queryKey: [view] });
  }

  return {
    ...{ current, refusal, isReading, choose, check, send },
    end: () => isEnded.current = true,
    forget: () => setCurrent(null),
  };
}
