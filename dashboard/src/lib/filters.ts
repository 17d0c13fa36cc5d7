import { useLocation, useNavigate, useSearchParams } from "react-router";
import { changed, type Changes } from "./address.ts";

/** What is remembered beside an address: something was opened on top of the page that lies behind it in the history. */
interface Kept {
  isOpened?: boolean;
}

/** Filters, open rows and tabs stand in the address, so that a link shows the same again. */
export function useFilters() {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const kept = useLocation().state as Kept | null;
  return {
    get: (name: string): string | undefined => params.get(name) ?? undefined,
    /** Another filter: back leaves the page, whatever was filtered meanwhile. */
    set(changes: Changes) {
      setParams((old) => changed(old, changes), { replace: true, state: kept });
    },
    /** Opens a row beside the list: back closes it. */
    open(changes: Changes) {
      setParams((old) => changed(old, changes), { state: { isOpened: true } satisfies Kept });
    },
    /** Closes what was opened; who came by a link has nothing behind it to go back to. */
    close(name: string) {
      if (kept?.isOpened) void navigate(-1);
      else setParams((old) => changed(old, { [name]: undefined }), { replace: true });
    },
  };
}
