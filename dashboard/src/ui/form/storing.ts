import { App } from "antd";
import { useEffect, useState } from "react";
import { storePicture } from "../../lib/pictures.ts";
import { problemOf } from "../../lib/problem.ts";
import { useStaff } from "../../lib/staff.tsx";

/** Stores pictures that somebody chose, one after the other; one that cannot be is told of and left out. */
export function useStoring() {
  const { message } = App.useApp();
  const { shop } = useStaff();
  const [isBusy, setBusy] = useState(false);

  /** How those are kept that could be stored, in their order. */
  async function store(chosen: readonly File[], most: number): Promise<string[]> {
    if (chosen.length > most) void message.warning(`最多还能放 ${most} 张，多出的没有上传`, 6);
    setBusy(true);
    const stored: string[] = [];
    for (const file of chosen.slice(0, most)) {
      try {
        stored.push(await storePicture(file, shop.id));
      } catch (error) {
        const problem = problemOf(error);
        if (!problem.isSignedOut) void message.error(problem.message, 8);
      }
    }
    setBusy(false);
    return stored;
  }
  return { isBusy, store };
}

/** Tells the form around an input whether something is on its way; what was taken out of the form no longer is. */
export function useBusy(isBusy: boolean, onBusy?: (isBusy: boolean) => void): void {
  useEffect(() => {
    if (!isBusy) return;
    onBusy?.(true);
    return () => onBusy?.(false);
  }, [isBusy]);
}
