import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { touched } from "../goods/queries.ts";
import { type Problem, problemOf } from "../lib/problem.ts";
import { tableOf } from "./file_table.ts";
import { FileRefused } from "./problems.ts";
import { sendFor } from "./queries.ts";
import { nothing_sent, type Progress, sendAll } from "./sending.ts";
import { type ReadTable, readTable } from "./table.ts";

/** A file on its way into the shop. */
export interface Import {
  name: string;
  read: ReadTable;
  progress: Progress;
  /** ready: nothing was sent · ended: by staff, or by a failure that `failure` tells; what is left can still be sent */
  state: "ready" | "sending" | "ended" | "done";
  failure: Problem | null;
}

export function useImport() {
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

  async function choose(file: File): Promise<void> {
    setReading(true);
    setRefusal(null);
    setCurrent(null);
    try {
      const read = readTable(await tableOf(file));
      setCurrent({ name: file.name, read, progress: nothing_sent, state: "ready", failure: null });
    } catch (error) {
      setRefusal(error instanceof FileRefused ? error.message : "文件读不出来，请重新选择。");
    } finally {
      setReading(false);
    }
  }

  /** From the beginning, or from where it ended. */
  async function send({ read, progress }: Import, reason: string): Promise<void> {
    isEnded.current = false;
    change({ state: "sending", failure: null });
    let now = progress;
    const tell = (progress: Progress) => change({ progress: now = progress });
    try {
      await sendAll(read.products, sendFor(reason), progress, tell, () => isEnded.current);
      change({ state: now.through < read.products.length ? "ended" : "done" });
    } catch (error) {
      change({ state: "ended", failure: problemOf(error) });
    }
    for (const view of touched) void queries.invalidateQueries({ queryKey: [view] });
  }

  return {
    current,
    refusal,
    isReading,
    choose,
    send,
    end: () => isEnded.current = true,
    forget: () => setCurrent(null),
  };
}
