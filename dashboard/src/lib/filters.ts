import { useSearchParams } from "react-router";

type Changes = Record<string, string | undefined>;

/** Filters, open rows and tabs stand in the address, so that a link shows the same again. */
export function useFilters() {
  const [params, setParams] = useSearchParams();
  return {
    get: (name: string): string | undefined => params.get(name) ?? undefined,
    set(changes: Changes) {
      setParams((old) => {
        const next = new URLSearchParams(old);
        for (const [name, value] of Object.entries(changes)) {
          if (value === undefined) next.delete(name);
          else next.set(name, value);
        }
        return next;
      }, { replace: true });
    },
  };
}
